package dev.sluice.app.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.sluice.catalog.Provider;

/**
 * What {@code GET /health} says of the providers that are configured.
 *
 * @param healthy how many can be expected to answer
 * @param total how many there are
 * @param stats one entry for each, by name
 */
record HealthReport(long healthy, int total, Map<String, Map<String, Object>> stats) {

	static HealthReport of(List<Provider> providers, ProviderHealth health) {
		Map<String, Map<String, Object>> stats = new LinkedHashMap<>();
		long healthy = 0;
		for (Provider provider : providers) {
			if (provider.configured()) {
				ProviderHealth.State state = health.of(provider);
				healthy += (state == ProviderHealth.State.HEALTHY) ? 1 : 0;
				stats.put(provider.name(), entry(provider, state));
			}
		}
		return new HealthReport(healthy, stats.size(), stats);
	}

	private static Map<String, Object> entry(Provider provider, ProviderHealth.State state) {
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("status", state.name().toLowerCase(Locale.ROOT));
		entry.put("tier", provider.tier());
		entry.put("models", provider.models().size());
		return entry;
	}

}
