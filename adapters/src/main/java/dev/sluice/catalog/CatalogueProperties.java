package dev.sluice.catalog;

import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.Environment;

/**
 * The operator's settings for providers.
 *
 * @param providers what to change about known providers, and further providers, by name;
 * none by default
 */
@ConfigurationProperties(prefix = "sluice")
record CatalogueProperties(Map<String, ProviderProperties> providers) {

	/** Binds only this part of our prefix, so that a mistyped key is an error. */
	static CatalogueProperties bind(Environment environment) {
		Map<String, ProviderProperties> providers = Binder.get(environment)
			.bind("sluice.providers", Bindable.mapOf(String.class, ProviderProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
			.orElseGet(Map::of);
		return new CatalogueProperties(providers);
	}

}
