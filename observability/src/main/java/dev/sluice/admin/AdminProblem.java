package dev.sluice.admin;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * A refusal of the administration API, written as a problem document (RFC 9457). For
 * refusals that {@link dev.sluice.call.ErrorKind} has no row for; handlers may throw
 * {@link GatewayException} just as well.
 */
public final class AdminProblem extends RuntimeException {

	private final HttpStatus status;

	private final String code;

	private final String detail;

	private final List<Fault> faults;

	private final Map<String, String> headers;

	/**
	 * Creates a refusal.
	 * @param status the HTTP status
	 * @param code a stable word for programs, such as {@code precondition-failed}
	 * @param detail what is wrong and what to do, without secrets
	 * @param faults the places of the request at fault; may be empty
	 */
	public AdminProblem(HttpStatus status, String code, String detail, List<Fault> faults) {
		this(status, code, detail, faults, Map.of());
	}

	private AdminProblem(HttpStatus status, String code, String detail, List<Fault> faults,
			Map<String, String> headers) {
		super(detail, null, false, false);
		this.status = status;
		this.code = code;
		this.detail = detail;
		this.faults = List.copyOf(faults);
		this.headers = headers;
	}

	/**
	 * The request collides with what is there.
	 * @param detail what is wrong and what to do
	 * @return a problem of status 409
	 */
	public static AdminProblem conflict(String detail) {
		return new AdminProblem(HttpStatus.CONFLICT, "conflict", detail, List.of());
	}

	/**
	 * The request is well formed and cannot be carried out.
	 * @param detail what is wrong and what to do
	 * @param faults the places at fault
	 * @return a problem of status 422
	 */
	public static AdminProblem invalid(String detail, List<Fault> faults) {
		return new AdminProblem(HttpStatus.UNPROCESSABLE_CONTENT, "invalid-content", detail, faults);
	}

	static AdminProblem badRequest(String detail, List<Fault> faults) {
		return new AdminProblem(HttpStatus.BAD_REQUEST, "invalid-request", detail, faults);
	}

	static AdminProblem of(GatewayException ex) {
		List<Fault> faults = (ex.param() != null) ? List.of(new Fault("at fault", ex.param())) : List.of();
		return new AdminProblem(HttpStatus.valueOf(ex.kind().status()),
				ex.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), ex.clientMessage(), faults, headers(ex));
	}

	static AdminProblem methodNotAllowed(String allowed) {
		return new AdminProblem(HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This path takes " + allowed + ".",
				List.of(), Map.of(HttpHeaders.ALLOW, allowed));
	}

	private static Map<String, String> headers(GatewayException ex) {
		Duration retryAfter = ex.retryAfter();
		if (retryAfter != null) {
			return Map.of(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.plusMillis(999).toSeconds()));
		}
		boolean unknown = ex.kind() == ErrorKind.UNAUTHENTICATED;
		return unknown ? Map.of(HttpHeaders.WWW_AUTHENTICATE, "Bearer") : Map.of();
	}

	HttpStatus status() {
		return this.status;
	}

	Map<String, String> headers() {
		return this.headers;
	}

	Document document(String path, String requestId) {
		return new Document("urn:sluice:problem:" + this.code, this.status.getReasonPhrase(), this.status.value(),
				this.detail, path, requestId, this.faults.isEmpty() ? null : this.faults);
	}

	/**
	 * One place of a request that is at fault.
	 *
	 * @param detail what is wrong there
	 * @param pointer a JSON pointer into the body, or the name of a parameter
	 */
	public record Fault(String detail, String pointer) {
	}

	/** The document as written. */
	record Document(String type, String title, int status, String detail, String instance, String requestId,
			@Nullable List<Fault> errors) {
	}

}
