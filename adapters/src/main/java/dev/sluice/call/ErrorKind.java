package dev.sluice.call;

import org.jspecify.annotations.Nullable;

/**
 * Every way in which a call can fail, one row each: the status, the names that the three
 * vendor families give it, whether a client should repeat it, and whether the message may
 * be shown to a client.
 */
public enum ErrorKind {

	/** The request is malformed or asks for what is not offered. */
	INVALID_REQUEST(400, "invalid_request_error", null, "invalid_request_error", "INVALID_ARGUMENT", false, true),
	/** No credential, or one that is not known. */
	UNAUTHENTICATED(401, "invalid_request_error", "invalid_api_key", "authentication_error", "UNAUTHENTICATED", false,
			true),
	/** The caller's money is spent. */
	BUDGET_EXHAUSTED(402, "insufficient_quota", "insufficient_quota", "billing_error", "RESOURCE_EXHAUSTED", false,
			true),
	/** The caller's money for the day, week or month is spent. */
	BUDGET_WINDOW_EXHAUSTED(429, "insufficient_quota", "budget_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED",
			false, true),
	/** The caller is known and may not do this. */
	FORBIDDEN(403, "invalid_request_error", "permission_denied", "permission_error", "PERMISSION_DENIED", false, true),
	/** Nothing serves the model, or the provider named does not exist. */
	MODEL_NOT_FOUND(404, "invalid_request_error", "model_not_found", "not_found_error", "NOT_FOUND", false, true),
	/** The path or the thing named does not exist. */
	NOT_FOUND(404, "invalid_request_error", "not_found", "not_found_error", "NOT_FOUND", false, true),
	/** The path exists with another method. */
	METHOD_NOT_ALLOWED(405, "invalid_request_error", "method_not_allowed", "invalid_request_error", "INVALID_ARGUMENT",
			false, true),
	/** The client sent its body too slowly. */
	REQUEST_TIMEOUT(408, "invalid_request_error", "request_timeout", "timeout_error", "DEADLINE_EXCEEDED", true, true),
	/** The body is larger than the gateway takes. */
	BODY_TOO_LARGE(413, "invalid_request_error", "request_too_large", "request_too_large", "INVALID_ARGUMENT", false,
			true),
	/** The content type or encoding is not one that the path takes. */
	UNSUPPORTED_MEDIA_TYPE(415, "invalid_request_error", "unsupported_media_type", "invalid_request_error",
			"INVALID_ARGUMENT", false, true),
	/** A protocol that is not offered here, such as WebSocket. */
	UPGRADE_REFUSED(426, "invalid_request_error", "upgrade_required", "invalid_request_error", "FAILED_PRECONDITION",
			false, true),
	/** Too many calls or tokens in a window. */
	RATE_LIMITED(429, "requests", "rate_limit_exceeded", "rate_limit_error", "RESOURCE_EXHAUSTED", true, true),
	/** A fault of the gateway itself. The text stays in the log. */
	INTERNAL(500, "server_error", "internal_error", "api_error", "INTERNAL", true, false),
	/** No connection to the provider could be made, or it broke before an answer. */
	UPSTREAM_UNREACHABLE(502, "upstream_error", "upstream_unreachable", "api_error", "UNAVAILABLE", true, true),
	/** The provider answered what cannot be passed on. */
	UPSTREAM_BAD_ANSWER(502, "upstream_error", "upstream_bad_answer", "api_error", "UNAVAILABLE", true, true),
	/** The provider refuses the gateway's own credential. */
	UPSTREAM_CREDENTIAL_REFUSED(502, "upstream_error", "upstream_credential_refused", "api_error", "UNAVAILABLE", false,
			true),
	/** The gateway is full or stopping. */
	OVERLOADED(503, "server_error", "server_is_overloaded", "overloaded_error", "UNAVAILABLE", true, true),
	/** Budgets cannot be checked at the moment. */
	BUDGET_UNAVAILABLE(503, "server_error", "budget_unavailable", "api_error", "UNAVAILABLE", true, true),
	/** The provider gave no first event in time. */
	UPSTREAM_TIMEOUT(504, "upstream_error", "upstream_timeout", "timeout_error", "DEADLINE_EXCEEDED", true, true),
	/** A stream that had begun was silent for too long, or ended without its end mark. */
	UPSTREAM_STREAM_BROKEN(502, "upstream_error", "upstream_stream_broken", "api_error", "UNAVAILABLE", true, true);

	private final int status;

	private final String openAiType;

	private final @Nullable String openAiCode;

	private final String anthropicType;

	private final String geminiStatus;

	private final boolean retryable;

	private final boolean safe;

	ErrorKind(int status, String openAiType, @Nullable String openAiCode, String anthropicType, String geminiStatus,
			boolean retryable, boolean safe) {
		this.status = status;
		this.openAiType = openAiType;
		this.openAiCode = openAiCode;
		this.anthropicType = anthropicType;
		this.geminiStatus = geminiStatus;
		this.retryable = retryable;
		this.safe = safe;
	}

	/**
	 * The HTTP status.
	 * @return 400 to 599
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The value of {@code error.type} for OpenAI clients.
	 * @return the type
	 */
	public String openAiType() {
		return this.openAiType;
	}

	/**
	 * The value of {@code error.code} for OpenAI clients.
	 * @return the code, or null
	 */
	public @Nullable String openAiCode() {
		return this.openAiCode;
	}

	/**
	 * The value of {@code error.type} for Anthropic clients.
	 * @return the type
	 */
	public String anthropicType() {
		return this.anthropicType;
	}

	/**
	 * The value of {@code error.status} for Gemini clients.
	 * @return a canonical status name of Google's APIs
	 */
	public String geminiStatus() {
		return this.geminiStatus;
	}

	/**
	 * Whether repeating the same call can help.
	 * @return false makes the answer carry {@code x-should-retry: false}
	 */
	public boolean retryable() {
		return this.retryable;
	}

	/**
	 * Whether messages of this kind are written for clients.
	 * @return false keeps them in the log
	 */
	public boolean safe() {
		return this.safe;
	}

}
