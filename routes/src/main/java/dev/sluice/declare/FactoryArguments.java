package dev.sluice.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.cloud.gateway.support.Configurable;
import org.springframework.cloud.gateway.support.NameUtils;
import org.springframework.cloud.gateway.support.ShortcutConfigurable;
import org.springframework.cloud.gateway.support.ShortcutConfigurable.ShortcutType;
import org.springframework.util.StringUtils;

import dev.sluice.declare.FactoryLine.Argument;

/**
 * Turns the arguments of a line into those of a Spring Cloud Gateway definition, and
 * refuses the ones that it would silently ignore or take for something else.
 */
final class FactoryArguments {

	private final FactoryLine line;

	private final ShortcutConfigurable factory;

	private final ConfigProperties properties;

	private final Problems problems;

	private FactoryArguments(FactoryLine line, ShortcutConfigurable factory, Class<?> config, Problems problems) {
		this.line = line;
		this.factory = factory;
		this.properties = ConfigProperties.of(config);
		this.problems = problems;
	}

	/**
	 * The arguments of a line.
	 * @param <F> a predicate or filter factory
	 * @param line the line
	 * @param factory the factory that it names
	 * @param problems where to report what is wrong
	 * @return the arguments for a definition
	 */
	static <F extends ShortcutConfigurable & Configurable<?>> Map<String, String> of(FactoryLine line, F factory,
			Problems problems) {
		return new FactoryArguments(line, factory, factory.getConfigClass(), problems).arguments();
	}

	private Map<String, String> arguments() {
		if (this.line.shortcut() != null) {
			return shortcut(StringUtils.tokenizeToStringArray(this.line.shortcut(), ","));
		}
		this.line.arguments().forEach(this::check);
		return (this.factory.shortcutType() == ShortcutType.DEFAULT) ? named() : gathered();
	}

	private Map<String, String> shortcut(String[] values) {
		int fields = this.factory.shortcutFieldOrder().size();
		if (values.length > 0 && fields == 0) {
			this.problems.add(this.line.place(),
					this.line.name()
							+ (this.properties.types().isEmpty() ? " takes no arguments; remove what stands behind '='"
									: " has no short form; write it with the keys 'name' and 'args'"));
		}
		else if (values.length > fields && this.factory.shortcutType() == ShortcutType.DEFAULT) {
			this.problems.add(this.line.place(),
					this.line.name() + " takes at most " + fields + " arguments ("
							+ String.join(", ", this.factory.shortcutFieldOrder()) + "), but there are " + values.length
							+ "; remove some, or use the keys 'name' and 'args' when a value contains commas");
		}
		return generated(List.of(values));
	}

	/** The expanded form of a list is handed over as the short form would be. */
	private Map<String, String> gathered() {
		List<String> values = new ArrayList<>();
		List<String> last = new ArrayList<>();
		String flag = (this.factory.shortcutFieldOrder().size() == 2) ? this.factory.shortcutFieldOrder().get(1) : "";
		for (Argument argument : this.line.arguments()) {
			(argument.path().equals(flag) ? last : values).add(argument.value());
		}
		values.addAll(last);
		return generated(values);
	}

	private Map<String, String> named() {
		Map<String, String> named = new LinkedHashMap<>();
		this.line.arguments().forEach((argument) -> named.put(prefixed(argument.path()), argument.value()));
		return named;
	}

	private String prefixed(String path) {
		String prefix = this.factory.shortcutFieldPrefix();
		return (prefix.isEmpty() || path.startsWith(prefix + ".")) ? path : prefix + "." + path;
	}

	private void check(Argument argument) {
		String prefix = this.factory.shortcutFieldPrefix();
		String path = prefix.isEmpty() ? argument.path() : prefixed(argument.path()).substring(prefix.length() + 1);
		if (!this.properties.accepts(path) && !isOfRateLimiter(path)) {
			this.problems.unknown(argument.place(), "argument of " + this.line.name(), argument.path(),
					this.properties.types().keySet());
		}
	}

	/** Rate limiters read arguments of their own, which the filter's class lacks. */
	private boolean isOfRateLimiter(String path) {
		return this.line.name().equals("RequestRateLimiter") && path.matches("[a-z0-9-]*rate-limiter\\..+");
	}

	private static Map<String, String> generated(List<String> values) {
		Map<String, String> generated = new LinkedHashMap<>();
		for (String value : values) {
			generated.put(NameUtils.generateName(generated.size()), value);
		}
		return generated;
	}

}
