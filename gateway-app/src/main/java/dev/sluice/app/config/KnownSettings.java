package dev.sluice.app.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import dev.sluice.predicate.Nearest;

/** Tells our settings from misspelt ones, as Boot's relaxed binding would read them. */
final class KnownSettings {

	static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("sluice");

	private static final String VARIABLE = "SLUICE_";

	private final Collection<Setting> settings;

	private final Set<ConfigurationPropertyName> names = new HashSet<>();

	private final Set<String> variables = new HashSet<>();

	KnownSettings(Collection<Setting> settings) {
		this.settings = settings;
		settings.forEach((setting) -> {
			this.names.add(ConfigurationPropertyName.of(setting.name()));
			this.variables.add(setting.variable());
			this.variables.add(setting.variableWithDashes());
		});
	}

	/**
	 * Judges one name of a property source.
	 * @param key the name as it is written
	 * @param value its value
	 * @return what was probably meant, or null when there is nothing wrong
	 */
	@Nullable String hint(String key, @Nullable Object value) {
		if (key.toUpperCase(Locale.ROOT).startsWith(VARIABLE)) {
			return hintForVariable(key.toUpperCase(Locale.ROOT));
		}
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(key, '.');
		return (ROOT.isAncestorOf(name) && !known(name) && !emptySection(name, value)) ? nearest(name) : null;
	}

	private boolean known(ConfigurationPropertyName name) {
		return this.names.contains(name) || this.settings.stream()
			.filter(Setting::open)
			.anyMatch((setting) -> ConfigurationPropertyName.of(setting.name()).isAncestorOf(name));
	}

	/** YAML makes an empty text of a section without content. */
	private boolean emptySection(ConfigurationPropertyName name, @Nullable Object value) {
		return (value == null || value.toString().isEmpty()) && this.names.stream().anyMatch(name::isAncestorOf);
	}

	private String nearest(ConfigurationPropertyName name) {
		return Nearest.names(name.toString(), this.settings.stream().map(Setting::name).toList(), 1).get(0);
	}

	private @Nullable String hintForVariable(String variable) {
		if (this.variables.contains(variable) || EnvironmentName.of(variable).isPresent()
				|| EnvironmentName.isServiceLink(variable)
				|| this.settings.stream()
					.filter(Setting::open)
					.anyMatch((setting) -> variable.startsWith(setting.variable() + "_")
							|| variable.startsWith(setting.variableWithDashes() + "_"))) {
			return null;
		}
		List<String> candidates = Stream
			.concat(this.settings.stream().map(Setting::variableWithDashes),
					Stream.of(EnvironmentName.values()).map(Enum::name))
			.toList();
		return Nearest.names(variable, candidates, 1).get(0);
	}

}
