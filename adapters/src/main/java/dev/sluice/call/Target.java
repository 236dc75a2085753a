package dev.sluice.call;

import org.jspecify.annotations.Nullable;

/**
 * Where one attempt goes.
 *
 * @param provider the provider's name in the catalogue
 * @param model the model as that provider calls it, or null for calls without one
 * @param tier the provider's tier
 * @param credential the id of the credential to use, never its secret, or null for
 * providers without one
 * @param rule the rule that chose the target, for errors and records
 */
public record Target(String provider, @Nullable String model, String tier, @Nullable String credential, String rule) {

	@Override
	public String toString() {
		return (this.model != null) ? this.provider + "/" + this.model : this.provider;
	}

}
