package dev.sluice.dispatch;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;

import dev.sluice.call.Admission;
import dev.sluice.call.ClientCall;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.resolve.AiUri.Kind;
import dev.sluice.resolve.AiUri;
import dev.sluice.stage.Admissions;
import dev.sluice.stage.Stage;
import dev.sluice.translate.TranslationPolicy;

/** The router of the scheme {@code ai:}: gets a reply and leaves it to be written. */
class AiRoutingFilter implements GlobalFilter, Ordered {

	private static final long DOLLAR = 1_000_000_000;

	private final Dispatcher dispatcher;

	private final RegistryReplies registry;

	private final RoutePlans plans;

	private final ReplyHeaders replyHeaders;

	AiRoutingFilter(Dispatcher dispatcher, RegistryReplies registry, RoutePlans plans, ReplyHeaders replyHeaders) {
		this.dispatcher = dispatcher;
		this.registry = registry;
		this.plans = plans;
		this.replyHeaders = replyHeaders;
	}

	@Override
	public int getOrder() {
		return Stage.DISPATCH.order();
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
		Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
		if (route == null || !AiUri.SCHEME.equals(route.getUri().getScheme())
				|| ServerWebExchangeUtils.isAlreadyRouted(exchange)) {
			return chain.filter(exchange);
		}
		ServerWebExchangeUtils.setAlreadyRouted(exchange);
		ClientCall call = ClientCall.of(exchange);
		RoutePlan plan = this.plans.of(route);
		return reply(call, plan, exchange).flatMap((reply) -> {
			// Left first: should anything fail from here on, the writing filter gives it
			// up.
			Replies.put(exchange, reply);
			apply(reply, call, plan, exchange.getResponse());
			return chain.filter(exchange);
		});
	}

	private Mono<Reply> reply(ClientCall call, RoutePlan plan, ServerWebExchange exchange) {
		if (plan.uri().kind() == Kind.REGISTRY) {
			return Mono.just(this.registry.answer(call));
		}
		Admission admission = Admissions.find(exchange);
		if (admission == null) {
			throw new GatewayException(ErrorKind.INTERNAL, "Call " + call.requestId() + " on route " + plan.routeId()
					+ " reached the dispatcher without an admission.");
		}
		return this.dispatcher.dispatch(call, plan, admission, loop(exchange), TranslationPolicy.of(exchange));
	}

	private static @Nullable EventLoop loop(ServerWebExchange exchange) {
		Object connection = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
		return (connection instanceof Connection caller) ? caller.channel().eventLoop() : null;
	}

	private static void money(Reply reply, HttpHeaders headers) {
		if (reply.outputCap() >= 0) {
			headers.set("x-sluice-output-cap", Long.toString(reply.outputCap()));
		}
		if (reply.costNanos() >= 0) {
			headers.set("x-sluice-cost-usd", usd(reply.costNanos()));
		}
	}

	/** All nine places: what the ledger has, neither rounded nor cut. */
	static String usd(long nanos) {
		return nanos / DOLLAR + "." + Long.toString(DOLLAR + nanos % DOLLAR).substring(1);
	}

	private void apply(Reply reply, ClientCall call, RoutePlan plan, ServerHttpResponse response) {
		response.setRawStatusCode(reply.status());
		HttpHeaders headers = response.getHeaders();
		this.replyHeaders.copy(reply.headers(), headers);
		if (reply.streamed()) {
			headers.remove(HttpHeaders.CONTENT_LENGTH);
			headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
			headers.set("x-accel-buffering", "no");
		}
		headers.set("x-sluice-route", plan.routeId());
		headers.set("x-sluice-provider", reply.target().provider());
		String model = reply.target().model();
		if (model != null) {
			headers.set("x-sluice-model", HeaderText.of(model));
		}
		headers.set("x-sluice-attempts", Integer.toString(reply.attempts()));
		if (!reply.dropped().isEmpty()) {
			headers.set("x-sluice-dropped", HeaderText.of(String.join(",", reply.dropped())));
		}
		money(reply, headers);
	}

}
