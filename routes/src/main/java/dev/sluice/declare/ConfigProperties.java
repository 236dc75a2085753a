package dev.sluice.declare;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.cloud.gateway.support.HasRouteId;
import org.springframework.core.ResolvableType;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/**
 * The properties that Spring Boot can bind to a configuration class, by the rules that
 * its binder has: setters of any return type, getters of objects, record components.
 */
final class ConfigProperties {

	private final Map<String, ResolvableType> types = new TreeMap<>();

	private ConfigProperties(Class<?> config) {
		if (config.isRecord()) {
			for (RecordComponent component : config.getRecordComponents()) {
				this.types.put(component.getName(), ResolvableType.forMethodReturnType(component.getAccessor()));
			}
		}
		else if (isObject(config)) {
			for (Class<?> type = config; type != null && type != Object.class; type = type.getSuperclass()) {
				for (Method method : type.getDeclaredMethods()) {
					add(method, config);
				}
			}
		}
		if (HasRouteId.class.isAssignableFrom(config)) {
			this.types.remove("routeId");
		}
	}

	static ConfigProperties of(Class<?> config) {
		return new ConfigProperties(config);
	}

	/**
	 * The properties and their types, in the order of their names.
	 * @return names in camel case
	 */
	Map<String, ResolvableType> types() {
		return this.types;
	}

	/**
	 * Whether a flattened name can be bound.
	 * @param path such as {@code backoff.factor} or {@code series[0]}, in any notation
	 * that Boot's relaxed names allow
	 * @return false when it would be ignored
	 */
	boolean accepts(String path) {
		int dot = path.indexOf('.');
		String first = (dot < 0) ? path : path.substring(0, dot);
		ResolvableType type = find(first.contains("[") ? first.substring(0, first.indexOf('[')) : first);
		if (type == null || dot < 0) {
			return type != null;
		}
		Class<?> raw = type.toClass();
		return !isObject(raw) || raw == Object.class || of(raw).accepts(path.substring(dot + 1));
	}

	private @Nullable ResolvableType find(String name) {
		String wanted = uniform(name);
		for (Map.Entry<String, ResolvableType> property : this.types.entrySet()) {
			if (uniform(property.getKey()).equals(wanted)) {
				return property.getValue();
			}
		}
		return null;
	}

	private static String uniform(String name) {
		return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
	}

	private void add(Method method, Class<?> config) {
		if (!Modifier.isPublic(method.getModifiers()) || Modifier.isStatic(method.getModifiers())
				|| method.isBridge()) {
			return;
		}
		String name = method.getName();
		if (name.startsWith("set") && name.length() > 3 && method.getParameterCount() == 1) {
			addSetter(method, config);
		}
		else if (name.startsWith("get") && name.length() > 3 && method.getParameterCount() == 0) {
			ResolvableType type = ResolvableType.forMethodReturnType(method, config);
			if (isObject(type.toClass()) || isCollection(type.toClass())) {
				this.types.putIfAbsent(StringUtils.uncapitalize(name.substring(3)), type);
			}
		}
	}

	// Of several setters the binder takes the one of the getter's type; the JVM gives no
	// order to go by.
	private void addSetter(Method setter, Class<?> config) {
		String name = StringUtils.uncapitalize(setter.getName().substring(3));
		Method getter = ReflectionUtils.findMethod(config, "get" + setter.getName().substring(3));
		if (getter == null || getter.getReturnType() == setter.getParameterTypes()[0]) {
			this.types.put(name, ResolvableType.forMethodParameter(setter, 0, config));
		}
		else {
			this.types.putIfAbsent(name, ResolvableType.forMethodParameter(setter, 0, config));
		}
	}

	static boolean isCollection(Class<?> type) {
		return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || type.isArray();
	}

	/**
	 * Whether a type has properties of its own to bind.
	 * @param type the type
	 * @return false for simple values, collections, interfaces and what the JDK brings
	 */
	static boolean isObject(Class<?> type) {
		return !BeanUtils.isSimpleProperty(type) && !isCollection(type) && !type.isInterface()
				&& !type.getName().startsWith("java.");
	}

}
