package dev.sluice.app.health;

import java.time.Clock;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.call.CallerResolver;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.store.NodeInfo;

/** The health paths of the ready gateway. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	@Bean
	HealthWebFilter healthWebFilter(ObjectProvider<CallerResolver> identity, ObjectProvider<Catalogue> catalogue,
			ObjectProvider<ProviderHealth> health) {
		return new HealthWebFilter(identity::getIfAvailable, () -> providers(catalogue.getIfAvailable()),
				health.getIfAvailable(() -> ProviderHealth.ASSUMED), NodeInfo.sluiceVersion(), Clock.systemUTC());
	}

	private static List<Provider> providers(@Nullable Catalogue catalogue) {
		return (catalogue != null) ? catalogue.providers() : List.of();
	}

}
