package dev.sluice.app.config;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Refuses a start with settings under {@code sluice.} that do not exist, wherever they
 * are set.
 */
final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		List<String> unknown = unknown(context.getEnvironment(), new KnownSettings(SettingsCatalogue.read()));
		if (!unknown.isEmpty()) {
			throw new UnknownSettingsException(unknown);
		}
	}

	static List<String> unknown(ConfigurableEnvironment environment, KnownSettings known) {
		List<String> lines = new ArrayList<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String key : enumerable.getPropertyNames()) {
					String hint = known.hint(key, enumerable.getProperty(key));
					if (hint != null) {
						lines.add(key + " (" + where(enumerable, key) + "); did you mean " + hint + "?");
					}
				}
			}
		}
		return lines.stream().sorted().distinct().toList();
	}

	private static String where(EnumerablePropertySource<?> source, String key) {
		if (source instanceof SystemEnvironmentPropertySource) {
			return "environment or .env";
		}
		Origin origin = OriginLookup.getOrigin(source, key);
		return (origin != null) ? origin.toString() : source.getName();
	}

}
