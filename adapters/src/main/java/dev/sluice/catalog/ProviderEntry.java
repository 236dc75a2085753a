package dev.sluice.catalog;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Provider.AuthStyle;

/**
 * One catalogue entry as written, before environment and operator are asked.
 *
 * @param name the provider's name
 * @param type the adapter
 * @param baseUrl the address unless something moves it
 * @param tier the tier
 * @param auth how the credential is sent
 * @param keyEnv environment variables that hold the credential, first one wins
 * @param baseUrlEnv environment variables that move the address, first one wins
 * @param trim a path that people write behind the address though it does not belong
 * there, or null
 * @param keyless whether it works without a credential
 * @param dialects what it speaks
 * @param models what it is known to serve
 * @param settings what it asks for besides a credential
 * @param traits what is particular about it, its settings' values not yet known
 */
record ProviderEntry(String name, String type, String baseUrl, String tier, AuthStyle auth, List<String> keyEnv,
		List<String> baseUrlEnv, @Nullable String trim, boolean keyless, Set<Dialect> dialects, List<Model> models,
		List<SettingEntry> settings, ProviderTraits traits) {
}
