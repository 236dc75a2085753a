package dev.sluice.catalog;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/**
 * One provider of the catalogue, with what the environment and the operator set applied.
 *
 * @param name the name used in {@code provider/model}, route YAML and records
 * @param type the adapter that knows how to talk to it
 * @param baseUrl scheme, host, port and path prefix, without a trailing slash
 * @param tier {@code official}, {@code community}, {@code unofficial} or {@code local}
 * @param auth how the credential is sent
 * @param keyEnv the environment variable that holds the credential, or null
 * @param keyless whether the provider works without a credential
 * @param dialects what it speaks
 * @param models what it is known to serve; models that are not listed are passed on all
 * the same
 * @param configured whether the operator gave it a credential or an address
 * @param traits what is particular about it
 */
public record Provider(String name, String type, String baseUrl, String tier, AuthStyle auth, @Nullable String keyEnv,
		boolean keyless, Set<Dialect> dialects, List<Model> models, boolean configured, ProviderTraits traits) {

	/**
	 * Creates a provider with nothing particular about it.
	 * @param name the name used in {@code provider/model}, route YAML and records
	 * @param type the adapter that knows how to talk to it
	 * @param baseUrl scheme, host, port and path prefix, without a trailing slash
	 * @param tier {@code official}, {@code community}, {@code unofficial} or
	 * {@code local}
	 * @param auth how the credential is sent
	 * @param keyEnv the environment variable that holds the credential, or null
	 * @param keyless whether the provider works without a credential
	 * @param dialects what it speaks
	 * @param models what it is known to serve
	 * @param configured whether the operator gave it a credential or an address
	 */
	public Provider(String name, String type, String baseUrl, String tier, AuthStyle auth, @Nullable String keyEnv,
			boolean keyless, Set<Dialect> dialects, List<Model> models, boolean configured) {
		this(name, type, baseUrl, tier, auth, keyEnv, keyless, dialects, models, configured, ProviderTraits.NONE);
	}

	/**
	 * Whether calls may go there: the operator configured it, or it is used at its usual
	 * address without being asked.
	 * @return false while a credential or an address is missing
	 */
	public boolean usable() {
		return this.configured || (this.keyless && this.traits.assumed());
	}

	/**
	 * The value of one of its settings.
	 * @param name the setting's name
	 * @return the value, or null when it is not set
	 */
	public @Nullable String setting(String name) {
		return this.traits.settings().get(name);
	}

	/** How a credential is sent upstream. */
	public enum AuthStyle {

		/** {@code Authorization: Bearer}. */
		BEARER,

		/** {@code x-api-key}. */
		X_API_KEY,

		/** {@code x-goog-api-key}. */
		X_GOOG_API_KEY,

		/** {@code api-key}. */
		API_KEY,

		/** Nothing is sent. */
		NONE

	}

}
