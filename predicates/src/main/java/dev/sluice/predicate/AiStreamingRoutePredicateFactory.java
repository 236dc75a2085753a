package dev.sluice.predicate;

import java.util.List;
import java.util.function.Predicate;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

/**
 * {@code AiStreaming=true}: the call wants its answer as a stream, or with {@code false}
 * in one piece.
 */
public class AiStreamingRoutePredicateFactory
		extends AbstractRoutePredicateFactory<AiStreamingRoutePredicateFactory.Config> {

	/** Creates the factory. */
	public AiStreamingRoutePredicateFactory() {
		super(Config.class);
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("streaming");
	}

	@Override
	public Predicate<ServerWebExchange> apply(Config config) {
		boolean streaming = config.isStreaming();
		return new CallPredicate(config, name() + ": " + streaming, (call) -> call.envelope().stream() == streaming);
	}

	/** The arguments of {@code AiStreaming}. */
	@ConfigurationPropertiesSource
	public static class Config {

		/**
		 * Whether the answer is wanted as a stream.
		 */
		private boolean streaming = true;

		public boolean isStreaming() {
			return this.streaming;
		}

		public void setStreaming(boolean streaming) {
			this.streaming = streaming;
		}

	}

}
