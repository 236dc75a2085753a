package dev.sluice.translate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.factory.AbstractGatewayFilterFactory;

import dev.sluice.call.Dialect;

/**
 * {@code AiTranslate}: narrows what may happen when the target of a call speaks another
 * dialect than its client. Calls are translated with or without it.
 */
public final class AiTranslateGatewayFilterFactory
		extends AbstractGatewayFilterFactory<AiTranslateGatewayFilterFactory.Config> {

	/** Creates the factory. */
	public AiTranslateGatewayFilterFactory() {
		super(Config.class);
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("fields");
	}

	@Override
	public GatewayFilter apply(Config config) {
		Set<Dialect> dialects = config.dialects.stream()
			.map(AiTranslateGatewayFilterFactory::dialect)
			.collect(Collectors.toSet());
		TranslationPolicy policy = new TranslationPolicy(dialects, config.fields == Fields.REFUSE, config.outputCap);
		return (exchange, chain) -> {
			policy.attachTo(exchange);
			return chain.filter(exchange);
		};
	}

	private static Dialect dialect(String id) {
		Dialect dialect = Dialect.byId(id);
		if (dialect == null) {
			throw new IllegalArgumentException("AiTranslate names the dialect '" + id + "', which does not exist.");
		}
		return dialect;
	}

	/** What becomes of fields that the target's API cannot express. */
	public enum Fields {

		/** They are left out and named in {@code x-sluice-dropped}. */
		DROP,

		/** The call is refused with status 400. */
		REFUSE

	}

	/** What a route allows. */
	public static final class Config {

		private Fields fields = Fields.DROP;

		private List<String> dialects = List.of();

		private long outputCap = -1;

		/**
		 * What becomes of fields that the target's API cannot express.
		 * @return {@code drop} or {@code refuse}; {@code drop} by default
		 */
		public Fields getFields() {
			return this.fields;
		}

		/**
		 * Sets what becomes of fields that the target's API cannot express.
		 * @param fields {@code drop} or {@code refuse}
		 */
		public void setFields(Fields fields) {
			this.fields = fields;
		}

		/**
		 * The dialects that calls may be translated to.
		 * @return such as {@code anthropic-messages}; empty for all, which is the default
		 */
		public List<String> getDialects() {
			return this.dialects;
		}

		/**
		 * Sets the dialects that calls may be translated to.
		 * @param dialects their ids; empty for all
		 */
		public void setDialects(List<String> dialects) {
			this.dialects = dialects;
		}

		/**
		 * The output cap, in tokens, of translated calls whose client set none.
		 * @return -1 for the model's own, which is the default
		 */
		public long getOutputCap() {
			return this.outputCap;
		}

		/**
		 * Sets the output cap of translated calls whose client set none.
		 * @param outputCap tokens, or -1 for the model's own
		 */
		public void setOutputCap(long outputCap) {
			this.outputCap = outputCap;
		}

	}

}
