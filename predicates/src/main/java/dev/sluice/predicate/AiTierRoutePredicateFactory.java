package dev.sluice.predicate;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.ClientCall;

/**
 * {@code AiTier=local,community}: the caller asks for a tier of providers.
 * <p>
 * The first of these that is present decides: query parameter {@code tier}, header
 * {@code x-sluice-tier}, field {@code provider_preference} of the body. {@code *} and
 * {@code ?} are allowed; letter case does not count.
 */
public class AiTierRoutePredicateFactory extends AbstractRoutePredicateFactory<AiTierRoutePredicateFactory.Config> {

	private static final Pin PIN = new Pin("tier", "x-sluice-tier");

	/** Creates the factory. */
	public AiTierRoutePredicateFactory() {
		super(Config.class);
	}

	@Override
	public ShortcutType shortcutType() {
		return ShortcutType.GATHER_LIST;
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("tiers");
	}

	@Override
	public Predicate<ServerWebExchange> apply(Config config) {
		List<Glob> globs = Glob.all(config.getTiers(), name());
		return new CallPredicate(config, name() + ": " + globs, (call) -> {
			String tier = tier(call);
			return tier != null && globs.stream().anyMatch((glob) -> glob.matches(tier, 0));
		});
	}

	private static @Nullable String tier(ClientCall call) {
		String pinned = PIN.find(call);
		return (pinned != null) ? pinned : Pin.present(call.envelope().extensions().providerPreference());
	}

	/** The arguments of {@code AiTier}. */
	@ConfigurationPropertiesSource
	public static class Config {

		/**
		 * Names of tiers, at least one, such as official, community, unofficial, local.
		 * '*' stands for any characters, '?' for one; letter case does not count.
		 */
		private List<String> tiers = List.of();

		public List<String> getTiers() {
			return this.tiers;
		}

		public void setTiers(List<String> tiers) {
			this.tiers = List.copyOf(tiers);
		}

	}

}
