package dev.sluice.dispatch;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;

/**
 * An attempt that failed before its first content byte, so that another may be made.
 */
final class AttemptFailure extends RuntimeException {

	private final ErrorKind kind;

	private final String reason;

	private final boolean nothingSent;

	private final transient @Nullable Reply answer;

	/**
	 * Creates a failure.
	 * @param kind what the client is told when nobody else answers
	 * @param reason a short word for records, such as {@code refused} or
	 * {@code status-503}
	 * @param message what happened, for clients
	 * @param nothingSent whether no byte of the request can have reached the provider
	 * @param answer the provider's own error answer, or null
	 */
	AttemptFailure(ErrorKind kind, String reason, String message, boolean nothingSent, @Nullable Reply answer) {
		super(message, null, false, false);
		this.kind = kind;
		this.reason = reason;
		this.nothingSent = nothingSent;
		this.answer = answer;
	}

	/** The same of an attempt that had reached its provider before. */
	AttemptFailure afterSending() {
		return this.nothingSent ? new AttemptFailure(this.kind, this.reason, String.valueOf(getMessage()), false, null)
				: this;
	}

	ErrorKind kind() {
		return this.kind;
	}

	String reason() {
		return this.reason;
	}

	boolean nothingSent() {
		return this.nothingSent;
	}

	@Nullable Reply answer() {
		return this.answer;
	}

}
