package dev.sluice.predicate;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.cloud.gateway.handler.predicate.AbstractRoutePredicateFactory;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Operation;

/**
 * {@code AiOperation=chat,embeddings}: what the call wants done, whatever the dialect.
 * Names are those of {@link Operation#id()}, exactly; an unknown one is refused when the
 * route is loaded.
 */
public class AiOperationRoutePredicateFactory
		extends AbstractRoutePredicateFactory<AiOperationRoutePredicateFactory.Config> {

	private static final Map<String, Operation> OPERATIONS = Words.byName(Operation.values(), Operation::id);

	/** Creates the factory. */
	public AiOperationRoutePredicateFactory() {
		super(Config.class);
	}

	@Override
	public ShortcutType shortcutType() {
		return ShortcutType.GATHER_LIST;
	}

	@Override
	public List<String> shortcutFieldOrder() {
		return List.of("operations");
	}

	@Override
	public Predicate<ServerWebExchange> apply(Config config) {
		Set<Operation> operations = EnumSet.copyOf(Words.among(config.getOperations(), OPERATIONS, "operation"));
		String text = name() + ": " + operations.stream().map(Operation::id).toList();
		return new CallPredicate(config, text, (call) -> operations.contains(call.dialect().operation()));
	}

	/** The arguments of {@code AiOperation}. */
	@ConfigurationPropertiesSource
	public static class Config {

		/**
		 * Names of operations, at least one, such as chat, embeddings or images.
		 */
		private List<String> operations = List.of();

		public List<String> getOperations() {
			return this.operations;
		}

		public void setOperations(List<String> operations) {
			this.operations = List.copyOf(operations);
		}

	}

}
