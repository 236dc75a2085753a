package dev.sluice.predicate;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

/**
 * {@code AiModel=gpt-4*,o3*}: the call asks for a model whose name matches a glob.
 * <p>
 * {@code *} stands for any characters, {@code ?} for one; letter case does not count. A
 * glob is compared with the model as the client wrote it. A glob without a slash is also
 * compared with what stands behind the model's last slash, so {@code claude*} finds
 * {@code claude-sonnet-4-5}, {@code anthropic/claude-sonnet-4-5} and
 * {@code openrouter/anthropic/claude-sonnet-4.5}.
 */
public class AiModelRoutePredicateFactory extends AbstractRoutePredicateFactory<AiModelRoutePredicateFactory.Config> {

	/** Creates the factory. */
	public AiModelRoutePredicateFactory() {
		super(Config.class);
	}

	@Override
	public ShortcutType shortcutType() {
		return ShortcutType.GATHER_LIST;
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("models");
	}

	@Override
	public Predicate<ServerWebExchange> apply(Config config) {
		List<Glob> globs = Glob.all(config.getModels(), name());
		return new CallPredicate(config, name() + ": " + globs, (call) -> matches(globs, call.envelope().model()));
	}

	private static boolean matches(List<Glob> globs, @Nullable String model) {
		if (model == null) {
			return false;
		}
		int behindSlash = model.lastIndexOf('/') + 1;
		for (Glob glob : globs) {
			if (glob.matches(model, 0) || (behindSlash > 0 && !glob.hasSlash() && glob.matches(model, behindSlash))) {
				return true;
			}
		}
		return false;
	}

	/** The arguments of {@code AiModel}. */
	@ConfigurationPropertiesSource
	public static class Config {

		/**
		 * Globs over the model's name, at least one. '*' stands for any characters, '?'
		 * for one; letter case does not count.
		 */
		private List<String> models = List.of();

		public List<String> getModels() {
			return this.models;
		}

		public void setModels(List<String> models) {
			this.models = List.copyOf(models);
		}

	}

}
