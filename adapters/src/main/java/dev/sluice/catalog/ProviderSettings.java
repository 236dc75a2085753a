package dev.sluice.catalog;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.lang.Contract;

import dev.sluice.call.Secret;

/**
 * Finds the address and the credential of a provider: an operator's property first, then
 * the environment variables that people already have.
 */
final class ProviderSettings {

	/** The address of a provider that is off and whose own one cannot be made up. */
	private static final String NOWHERE = "http://unset.invalid";

	private final Function<String, @Nullable String> environment;

	private final ProviderEntry entry;

	private final @Nullable String apiKey;

	private final @Nullable String baseUrl;

	private final boolean switchedOn;

	private final SettingValues settings;

	ProviderSettings(Function<String, @Nullable String> environment, ProviderEntry entry,
			@Nullable ProviderProperties set) {
		this.environment = environment;
		this.entry = entry;
		this.apiKey = (set != null) ? set.apiKey() : null;
		this.baseUrl = (set != null) ? set.baseUrl() : null;
		this.switchedOn = set != null && Boolean.TRUE.equals(set.enabled());
		this.settings = new SettingValues(entry, (set != null) ? set.settings() : null, this::text);
	}

	Provider provider() {
		String moved = movedAddress();
		List<String> keyEnv = keyVariables();
		boolean complete = moved != null || this.settings.missing().isEmpty();
		if (key() != null && !complete) {
			throw this.settings.incomplete();
		}
		boolean configured = key() != null
				|| (this.entry.keyless() && complete && (moved != null || this.switchedOn || this.settings.any()));
		return new Provider(this.entry.name(), this.entry.type(), (moved != null) ? moved : ownAddress(complete),
				this.entry.tier(), this.entry.auth(), keyEnv.get(0), this.entry.keyless(), this.entry.dialects(),
				this.entry.models(), configured, this.entry.traits().with(this.settings.known()));
	}

	@Nullable Secret key() {
		if (isPresent(this.apiKey)) {
			return secret(property("api-key"), this.apiKey);
		}
		for (String variable : keyVariables()) {
			String value = text(variable);
			if (!value.isBlank()) {
				return secret(variable, value);
			}
		}
		return null;
	}

	private @Nullable String movedAddress() {
		if (isPresent(this.baseUrl)) {
			return Address.of(property("base-url"), this.baseUrl, this.entry.trim());
		}
		if (this.entry.type().equals("ollama") && !text("OLLAMA_HOST").isBlank()) {
			return Address.ofOllamaHost("OLLAMA_HOST", text("OLLAMA_HOST"));
		}
		return addressVariables().filter((variable) -> !text(variable).isBlank())
			.findFirst()
			.map((variable) -> Address.of(variable, text(variable), this.entry.trim()))
			.orElse(null);
	}

	private String ownAddress(boolean complete) {
		if (this.entry.baseUrl().isEmpty()) {
			throw new CatalogueException("Provider '" + this.entry.name() + "' has no address. Set "
					+ property("base-url") + " or " + variable("_BASE_URL") + ".");
		}
		if (!complete) {
			return NOWHERE;
		}
		String address = this.settings.address(this.entry.baseUrl());
		return Address.of("base-url of provider " + this.entry.name(), address, this.entry.trim());
	}

	private Stream<String> addressVariables() {
		return Stream.concat(this.entry.baseUrlEnv().stream(), Stream.of(variable("_BASE_URL")));
	}

	private List<String> keyVariables() {
		return Stream.concat(this.entry.keyEnv().stream(), Stream.of(variable("_API_KEY"))).distinct().toList();
	}

	private String variable(String ending) {
		return ProviderName.inEnvironment(this.entry.name()) + ending;
	}

	private String property(String key) {
		return OperatorChoice.PREFIX + this.entry.name() + "." + key;
	}

	private String text(String variable) {
		String value = this.environment.apply(variable);
		return (value != null) ? value : "";
	}

	/** What could break out of a header is refused, without being repeated. */
	private static Secret secret(String where, String value) {
		String key = value.trim();
		if (!key.chars().allMatch((letter) -> letter > ' ' && letter < 127)) {
			throw new CatalogueException(where + " must be made of visible ASCII characters without spaces.");
		}
		return Secret.of(key);
	}

	@Contract("null -> false")
	private static boolean isPresent(@Nullable String text) {
		return text != null && !text.isBlank();
	}

}
