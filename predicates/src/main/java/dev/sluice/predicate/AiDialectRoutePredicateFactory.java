package dev.sluice.predicate;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Dialect;

/**
 * {@code AiDialect=openai-chat,anthropic-messages}: the call is written in a wire format.
 * Names are those of {@link Dialect#id()}, exactly; an unknown one is refused when the
 * route is loaded.
 */
public class AiDialectRoutePredicateFactory
		extends AbstractRoutePredicateFactory<AiDialectRoutePredicateFactory.Config> {

	private static final Map<String, Dialect> DIALECTS = Words.byName(Dialect.values(), Dialect::id);

	/** Creates the factory. */
	public AiDialectRoutePredicateFactory() {
		super(Config.class);
	}

	@Override
	public ShortcutType shortcutType() {
		return ShortcutType.GATHER_LIST;
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("dialects");
	}

	@Override
	public Predicate<ServerWebExchange> apply(Config config) {
		Set<Dialect> dialects = EnumSet.copyOf(Words.among(config.getDialects(), DIALECTS, "dialect"));
		String text = name() + ": " + dialects.stream().map(Dialect::id).toList();
		return new CallPredicate(config, text, (call) -> dialects.contains(call.dialect()));
	}

	/** The arguments of {@code AiDialect}. */
	@ConfigurationPropertiesSource
	public static class Config {

		/**
		 * Names of wire formats, at least one, such as openai-chat, anthropic-messages or
		 * gemini-generate.
		 */
		private List<String> dialects = List.of();

		public List<String> getDialects() {
			return this.dialects;
		}

		public void setDialects(List<String> dialects) {
			this.dialects = List.copyOf(dialects);
		}

	}

}
