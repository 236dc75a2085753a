package dev.sluice.call;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The one failure of the gateway. Expected outcomes, so it carries no stack trace unless
 * it wraps a cause.
 */
public final class GatewayException extends RuntimeException {

	private final ErrorKind kind;

	private final @Nullable String param;

	private final @Nullable Duration retryAfter;

	/**
	 * Creates a failure.
	 * @param kind which row of {@link ErrorKind}
	 * @param message what is wrong and what to do, without secrets
	 */
	public GatewayException(ErrorKind kind, String message) {
		this(kind, message, null, null, null);
	}

	private GatewayException(ErrorKind kind, String message, @Nullable String param, @Nullable Duration retryAfter,
			@Nullable Throwable cause) {
		super(message, cause, false, cause != null);
		this.kind = kind;
		this.param = param;
		this.retryAfter = retryAfter;
	}

	/**
	 * The same failure, naming the request field that caused it.
	 * @param param a field path such as {@code model}
	 * @return a copy
	 */
	public GatewayException param(String param) {
		return new GatewayException(this.kind, text(), param, this.retryAfter, getCause());
	}

	/**
	 * The same failure, saying when a repeat may succeed.
	 * @param retryAfter rounded up to seconds in {@code Retry-After}
	 * @return a copy
	 */
	public GatewayException retryAfter(Duration retryAfter) {
		return new GatewayException(this.kind, text(), this.param, retryAfter, getCause());
	}

	/**
	 * The same failure, keeping what caused it for the log.
	 * @param cause never shown to clients
	 * @return a copy
	 */
	public GatewayException causedBy(Throwable cause) {
		return new GatewayException(this.kind, text(), this.param, this.retryAfter, cause);
	}

	/**
	 * Which row of {@link ErrorKind}.
	 * @return the kind
	 */
	public ErrorKind kind() {
		return this.kind;
	}

	/**
	 * The request field at fault.
	 * @return a field path, or null
	 */
	public @Nullable String param() {
		return this.param;
	}

	/**
	 * When a repeat may succeed.
	 * @return a duration, or null when nothing is known
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * What a client may read: the message of safe kinds, a fixed sentence otherwise.
	 * @return one or two sentences
	 */
	public String clientMessage() {
		return this.kind.safe() ? text() : "The gateway failed to handle this call. Its log has the details.";
	}

	private String text() {
		String message = getMessage();
		return (message != null) ? message : this.kind.name();
	}

}
