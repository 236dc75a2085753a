package dev.sluice.predicate;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * {@code AiProvider=openai,groq}: the caller asks for a provider.
 * <p>
 * The first of these that is present decides: query parameter {@code provider}, header
 * {@code x-sluice-provider}, string field {@code provider} of the body, first segment of
 * a model written {@code provider/model}. {@code *} and {@code ?} are allowed; letter
 * case does not count.
 */
public class AiProviderRoutePredicateFactory
		extends AbstractRoutePredicateFactory<AiProviderRoutePredicateFactory.Config> {

	private static final Pin PIN = new Pin("provider", "x-sluice-provider");

	/** Creates the factory. */
	public AiProviderRoutePredicateFactory() {
		super(Config.class);
	}

	@Override
	public ShortcutType shortcutType() {
		return ShortcutType.GATHER_LIST;
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("providers");
	}

	@Override
	public Predicate<ServerWebExchange> apply(Config config) {
		List<Glob> globs = Glob.all(config.getProviders(), name());
		return new CallPredicate(config, name() + ": " + globs, (call) -> {
			String provider = provider(call);
			return provider != null && globs.stream().anyMatch((glob) -> glob.matches(provider, 0));
		});
	}

	private static @Nullable String provider(ClientCall call) {
		String pinned = PIN.find(call);
		if (pinned == null) {
			pinned = Pin.present(call.envelope().extensions().provider());
		}
		return (pinned != null) ? pinned : prefix(call.envelope().model());
	}

	private static @Nullable String prefix(@Nullable String model) {
		int slash = (model != null) ? model.indexOf('/') : -1;
		return (model != null && slash > 0) ? model.substring(0, slash) : null;
	}

	/** The arguments of {@code AiProvider}. */
	@ConfigurationPropertiesSource
	public static class Config {

		/**
		 * Names of providers, at least one. '*' stands for any characters, '?' for one;
		 * letter case does not count.
		 */
		private List<String> providers = List.of();

		public List<String> getProviders() {
			return this.providers;
		}

		public void setProviders(List<String> providers) {
			this.providers = List.copyOf(providers);
		}

	}

}
