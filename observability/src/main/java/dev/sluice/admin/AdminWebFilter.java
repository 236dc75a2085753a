package dev.sluice.admin;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.AlternativeJdkIdGenerator;
import org.springframework.util.IdGenerator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

import dev.sluice.call.Caller;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * The door of the administration API. It finds the endpoint, guards it and answers, all
 * from one reading of the path, so nothing can be guarded as one path and answered as
 * another. Requests outside the base path pass untouched.
 */
final class AdminWebFilter implements WebFilter, Ordered {

	/** Behind the security chain of a host application, which stays in force. */
	static final int ORDER = -50;

	private static final Logger logger = LoggerFactory.getLogger(AdminWebFilter.class);

	private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final Duration LONGEST_HANDLING = Duration.ofSeconds(30);

	private final IdGenerator ids = new AlternativeJdkIdGenerator();

	private final AdminPath path;

	private final AdminRoutes routes;

	private final AdminIdentity identity;

	private final ReplyWriter writer;

	private final int largestBody;

	AdminWebFilter(AdminPath path, AdminRoutes routes, AdminIdentity identity, ReplyWriter writer, int largestBody) {
		this.path = path;
		this.routes = routes;
		this.identity = identity;
		this.writer = writer;
		this.largestBody = largestBody;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		String rawPath = exchange.getRequest().getPath().pathWithinApplication().value();
		return this.path.owns(rawPath) ? answer(exchange, rawPath) : chain.filter(exchange);
	}

	private Mono<Void> answer(ServerWebExchange exchange, String rawPath) {
		ServerHttpRequest request = exchange.getRequest();
		String requestId = requestId(request.getHeaders().getFirst("x-request-id"));
		return Mono.defer(() -> handle(request, this.path.relative(rawPath), requestId))
			.timeout(LONGEST_HANDLING)
			.flatMap((reply) -> this.writer.write(exchange, reply, requestId))
			.onErrorResume((ex) -> !exchange.getResponse().isCommitted(),
					(ex) -> this.writer.write(exchange, problem(ex, rawPath, requestId), requestId));
	}

	private Mono<AdminReply> handle(ServerHttpRequest request, String relative, String requestId) {
		return this.identity.identify(request.getHeaders()).flatMap((caller) -> {
			AdminRoutes.Match match = this.routes.match(request.getMethod(), relative);
			permit(caller, match.endpoint());
			return match.endpoint()
				.handler()
				.handle(new AdminRequest(request, caller, requestId, match, this.largestBody))
				.switchIfEmpty(Mono.error(() -> new IllegalStateException("no reply of " + match.endpoint().path())));
		});
	}

	private static void permit(Caller caller, AdminEndpoint endpoint) {
		if (!caller.may(endpoint.permission())) {
			throw new GatewayException(ErrorKind.FORBIDDEN,
					"This needs the permission " + endpoint.permission() + ", which your key does not have.");
		}
	}

	private static AdminReply problem(Throwable ex, String rawPath, String requestId) {
		AdminProblem problem = problem(ex);
		if (problem.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
			logger.error("The administration API failed on request {}", requestId, ex);
		}
		return AdminReply.problem(problem, problem.document(rawPath, requestId));
	}

	private static AdminProblem problem(Throwable ex) {
		if (ex instanceof AdminProblem problem) {
			return problem;
		}
		if (ex instanceof TimeoutException) {
			return AdminProblem.of(new GatewayException(ErrorKind.OVERLOADED,
					"This took longer than " + LONGEST_HANDLING.toSeconds() + " s. Try again later."));
		}
		return AdminProblem.of((ex instanceof GatewayException known) ? known
				: new GatewayException(ErrorKind.INTERNAL, "unexpected").causedBy(ex));
	}

	private String requestId(@Nullable String offered) {
		boolean usable = offered != null && REQUEST_ID.matcher(offered).matches();
		return (offered != null && usable) ? offered : this.ids.generateId().toString();
	}

}
