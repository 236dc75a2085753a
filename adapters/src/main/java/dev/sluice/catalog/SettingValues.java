package dev.sluice.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The values of the settings that one entry asks for, from properties and environment.
 */
final class SettingValues {

	private static final String ANYTHING = "-file";

	private final ProviderEntry entry;

	private final Map<String, String> properties;

	private final Function<String, String> environment;

	SettingValues(ProviderEntry entry, @Nullable Map<String, String> properties, Function<String, String> environment) {
		this.entry = entry;
		this.properties = (properties != null) ? properties : Map.of();
		this.environment = environment;
	}

	/** What is set, or has a default. */
	Map<String, String> known() {
		Map<String, String> values = new LinkedHashMap<>();
		for (SettingEntry setting : this.entry.settings()) {
			String value = value(setting);
			if (!value.isEmpty()) {
				values.put(setting.name(), value);
			}
		}
		return values;
	}

	/** Settings without which the provider does not work and that nobody set. */
	List<SettingEntry> missing() {
		Map<String, String> known = known();
		return this.entry.settings()
			.stream()
			.filter((setting) -> !setting.optional() && !known.containsKey(setting.name()))
			.toList();
	}

	/** Whether an operator set any, defaults aside. */
	boolean any() {
		return this.entry.settings().stream().anyMatch((setting) -> !given(setting).value().isEmpty());
	}

	/** The base URL with the values in their places. */
	String address(String template) {
		Map<String, String> known = known();
		String address = template;
		for (SettingEntry setting : this.entry.settings()) {
			String value = known.getOrDefault(setting.name(), "");
			boolean usual = setting.fallbackUrl() != null && value.equals(setting.fallback());
			address = (setting.fallbackUrl() != null && usual) ? setting.fallbackUrl()
					: address.replace("{" + setting.name() + "}", value);
		}
		return address;
	}

	/** The start error that names what is missing. */
	CatalogueException incomplete() {
		String names = missing().stream()
			.map((setting) -> property(setting) + " or " + variables(setting).get(0))
			.collect(Collectors.joining(", and "));
		return new CatalogueException("Provider '" + this.entry.name() + "' has a credential, but its address needs "
				+ names + ". Set it, or switch the provider off with " + OperatorChoice.PREFIX + this.entry.name()
				+ ".enabled=false.");
	}

	private String value(SettingEntry setting) {
		Given given = given(setting);
		if (given.value().isEmpty()) {
			return (setting.fallback() != null) ? setting.fallback() : "";
		}
		if (!setting.name().endsWith(ANYTHING) && !isWord(given.value())) {
			throw new CatalogueException(given.where() + " must be made of letters, digits, '.', '_' and '-'.");
		}
		return given.value();
	}

	private Given given(SettingEntry setting) {
		String property = this.properties.getOrDefault(setting.name(), "").trim();
		if (!property.isEmpty()) {
			return new Given(property(setting), property);
		}
		for (String variable : variables(setting)) {
			String value = this.environment.apply(variable).trim();
			if (!value.isEmpty()) {
				return new Given(variable, value);
			}
		}
		return new Given("", "");
	}

	private List<String> variables(SettingEntry setting) {
		String own = ProviderName.inEnvironment(this.entry.name()) + "_" + ProviderName.inEnvironment(setting.name());
		return Stream.concat(setting.env().stream(), Stream.of(own)).distinct().toList();
	}

	private String property(SettingEntry setting) {
		return OperatorChoice.PREFIX + this.entry.name() + ".settings." + setting.name();
	}

	/** Values stand in hosts and paths, which they must not be able to leave. */
	private static boolean isWord(String value) {
		return value.length() <= 128 && !value.equals(".") && !value.equals("..")
				&& value.chars()
					.allMatch((letter) -> letter < 128
							&& (Character.isLetterOrDigit(letter) || letter == '.' || letter == '_' || letter == '-'));
	}

	private record Given(String where, String value) {
	}

}
