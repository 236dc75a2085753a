package dev.sluice.declare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.http.MediaType;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminProblem;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * {@code POST /routes/validate}: says what is wrong with a route file, and applies
 * nothing.
 */
final class RouteValidationEndpoint implements AdminHandler {

	private static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml",
			"text/plain");

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\\.ya?ml");

	private final RouteFileCheck check;

	private final Scheduler scheduler;

	/**
	 * Creates the endpoint.
	 * @param check judges files
	 * @param scheduler where to judge; refuses what it has no room for
	 */
	RouteValidationEndpoint(RouteFileCheck check, Scheduler scheduler) {
		this.check = check;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		String name = name(request.query("name"));
		MediaType type = request.contentType();
		if (type != null && !YAML.contains(type.toString())) {
			return Mono.error(new GatewayException(ErrorKind.UNSUPPORTED_MEDIA_TYPE,
					"Send the route file as Content-Type: application/yaml."));
		}
		return request.bytes().flatMap((body) -> judge(name, text(body)));
	}

	private Mono<AdminReply> judge(@Nullable String name, String yaml) {
		return Mono
			.fromCallable(() -> Verdict.of((name != null) ? this.check.check(name, yaml) : this.check.check(yaml)))
			.subscribeOn(this.scheduler)
			.onErrorMap(RejectedExecutionException.class,
					(ex) -> new GatewayException(ErrorKind.OVERLOADED,
							"Other route files are being validated. Try again in a second."))
			.map(AdminReply::ok);
	}

	private static @Nullable String name(@Nullable String name) {
		if (name != null && !NAME.matcher(name).matches()) {
			throw AdminProblem.invalid("'name' is the name of a route file, such as team-a.yaml.",
					List.of(new AdminProblem.Fault("not a file name that ends in .yaml or .yml", "name")));
		}
		return name;
	}

	private static String text(byte[] body) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
		}
		catch (CharacterCodingException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is no UTF-8 text.");
		}
	}

	/**
	 * What is answered.
	 *
	 * @param valid whether the file could be applied
	 * @param problems what is wrong with it
	 */
	private record Verdict(boolean valid, List<ProblemView> problems) {

		static Verdict of(List<Problem> problems) {
			return new Verdict(problems.isEmpty(), problems.stream().map(ProblemView::of).toList());
		}

	}

}
