package dev.sluice.declare;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.handler.AsyncPredicate;
import org.springframework.cloud.gateway.support.Visitor;
import org.springframework.web.server.ServerWebExchange;

/**
 * All predicates of a route. Spring Cloud Gateway chains them pairwise, which costs each
 * request some publishers per route even when nothing is asynchronous.
 */
final class AllOf implements AsyncPredicate<ServerWebExchange> {

	private static final Mono<Boolean> TRUE = Mono.just(true);

	private final List<AsyncPredicate<ServerWebExchange>> parts;

	AllOf(List<AsyncPredicate<ServerWebExchange>> parts) {
		this.parts = List.copyOf(parts);
	}

	@Override
	public Publisher<Boolean> apply(ServerWebExchange exchange) {
		return apply(exchange, 0);
	}

	private Publisher<Boolean> apply(ServerWebExchange exchange, int from) {
		for (int index = from; index < this.parts.size(); index++) {
			Publisher<Boolean> answer = this.parts.get(index).apply(exchange);
			if (!(answer instanceof Callable<?> known)) {
				int next = index + 1;
				return Mono.from(answer).flatMap((yes) -> yes ? Mono.from(apply(exchange, next)) : Mono.just(false));
			}
			if (!isTrue(known)) {
				return answer;
			}
		}
		return TRUE;
	}

	private static boolean isTrue(Callable<?> known) {
		try {
			return Boolean.TRUE.equals(known.call());
		}
		catch (Exception ex) {
			throw new IllegalStateException("a predicate failed", ex);
		}
	}

	@Override
	public void accept(Visitor visitor) {
		this.parts.forEach((part) -> part.accept(visitor));
	}

	@Override
	public String toString() {
		return this.parts.stream().map(Object::toString).collect(Collectors.joining(" && "));
	}

}
