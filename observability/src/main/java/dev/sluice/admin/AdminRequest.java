package dev.sluice.admin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.sluice.call.Caller;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** One request to the administration API, its caller known and permitted. */
public final class AdminRequest {

	private static final Duration BODY_TIME = Duration.ofSeconds(10);

	private final ServerHttpRequest request;

	private final Caller caller;

	private final String requestId;

	private final Map<String, String> variables;

	private final String pattern;

	private final int largestBody;

	AdminRequest(ServerHttpRequest request, Caller caller, String requestId, AdminRoutes.Match match, int largestBody) {
		this.request = request;
		this.caller = caller;
		this.requestId = requestId;
		this.variables = match.variables();
		this.pattern = match.endpoint().path();
		this.largestBody = largestBody;
	}

	/**
	 * Who calls. Whatever is shown to callers that are no admins belongs to their tenant.
	 * @return the caller
	 */
	public Caller caller() {
		return this.caller;
	}

	/**
	 * The id that answer and log share.
	 * @return the id
	 */
	public String requestId() {
		return this.requestId;
	}

	/**
	 * A part of the path.
	 * @param name its name in the endpoint's path
	 * @return the decoded value
	 */
	public String variable(String name) {
		String value = this.variables.get(name);
		if (value == null) {
			throw new IllegalArgumentException(this.pattern + " has no variable " + name);
		}
		return value;
	}

	/**
	 * A query parameter.
	 * @param name its name
	 * @return its first value, or null when it is not there
	 */
	public @Nullable String query(String name) {
		return this.request.getQueryParams().getFirst(name);
	}

	/**
	 * Which part of a list is asked for by {@code ?limit=} and {@code ?cursor=}.
	 * @return the request for a page
	 * @throws AdminProblem when either is wrong
	 */
	public PageRequest page() {
		return PageRequest.of(this.pattern, query("limit"), query("cursor"));
	}

	/**
	 * The body's media type.
	 * @return the type without parameters, or null when the request names none
	 */
	public @Nullable MediaType contentType() {
		MediaType type = this.request.getHeaders().getContentType();
		return (type != null) ? new MediaType(type.getType(), type.getSubtype()) : null;
	}

	/**
	 * The body as a value. Unknown fields are refused, each with its place.
	 * @param type a record whose components are the fields, in camel case
	 * @param <T> the type
	 * @return the value, or a problem of status 400, 408, 413 or 415
	 */
	public <T> Mono<T> body(Class<T> type) {
		if (!MediaType.APPLICATION_JSON.equals(contentType())) {
			return Mono.error(new GatewayException(ErrorKind.UNSUPPORTED_MEDIA_TYPE,
					"Send the body as Content-Type: application/json."));
		}
		return bytes().map((body) -> AdminJson.read(body, type));
	}

	/**
	 * The body as it came, up to {@code sluice.admin.max-body}.
	 * @return the bytes, or a problem of status 408 or 413
	 */
	public Mono<byte[]> bytes() {
		if (this.request.getHeaders().getContentLength() > this.largestBody) {
			return Mono.error(tooLarge());
		}
		return DataBufferUtils.join(this.request.getBody(), this.largestBody)
			.map(AdminRequest::take)
			.defaultIfEmpty(new byte[0])
			.timeout(BODY_TIME)
			.onErrorMap(DataBufferLimitException.class, (ex) -> tooLarge())
			.onErrorMap(TimeoutException.class, (ex) -> new GatewayException(ErrorKind.REQUEST_TIMEOUT,
					"The body did not arrive within " + BODY_TIME.toSeconds() + " s. Send it again."));
	}

	/**
	 * Refuses to change what the caller has not seen.
	 * @param etag the present version, as {@link AdminReply#etag} was given it
	 * @throws AdminProblem of status 428 without {@code If-Match}, 412 when it names
	 * another version
	 */
	public void requireMatch(String etag) {
		List<ETag> wanted = ETag.parse(String.join(",", this.request.getHeaders().getOrEmpty(HttpHeaders.IF_MATCH)));
		if (wanted.isEmpty()) {
			throw new AdminProblem(HttpStatus.PRECONDITION_REQUIRED, "precondition-required",
					"Read it first, and send its ETag as If-Match.", List.of());
		}
		if (wanted.stream().noneMatch((tag) -> tag.isWildcard() || (!tag.weak() && tag.tag().equals(etag)))) {
			throw new AdminProblem(HttpStatus.PRECONDITION_FAILED, "precondition-failed",
					"It has changed since it was read. Read it again, and decide anew.", List.of());
		}
	}

	private GatewayException tooLarge() {
		return new GatewayException(ErrorKind.BODY_TOO_LARGE,
				"The body is larger than " + this.largestBody + " bytes (sluice.admin.max-body).");
	}

	private static byte[] take(DataBuffer buffer) {
		try {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			return bytes;
		}
		finally {
			DataBufferUtils.release(buffer);
		}
	}

}
