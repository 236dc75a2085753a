package dev.sluice.simulator;

import java.util.Map;

import dev.sluice.call.DialectFamily;
import org.jspecify.annotations.Nullable;

/**
 * Says in each family's words what went wrong.
 */
final class Errors {

	private Errors() {
	}

	static Answer answer(DialectFamily family, int status, String message, Map<String, String> headers) {
		return Answer.error(status, Json.bytes(body(family, status, message)), headers);
	}

	static Map<String, Object> body(DialectFamily family, int status, String message) {
		return switch (family) {
			case OPENAI -> Json.object("error", Json.object("message", message, "type", openAiType(status), "param",
					null, "code", openAiCode(status)));
			case ANTHROPIC -> Json.object("type", "error", "error",
					Json.object("type", anthropicType(status), "message", message), "request_id", "req_sim");
			case GEMINI ->
				Json.object("error", Json.object("code", status, "message", message, "status", geminiStatus(status)));
			case OLLAMA -> Json.object("error", message);
		};
	}

	private static String openAiType(int status) {
		return switch (status) {
			case 429 -> "requests";
			default -> (status < 500) ? "invalid_request_error" : "server_error";
		};
	}

	private static @Nullable String openAiCode(int status) {
		return switch (status) {
			case 401 -> "invalid_api_key";
			case 404 -> "model_not_found";
			case 429 -> "rate_limit_exceeded";
			case 503 -> "server_is_overloaded";
			default -> null;
		};
	}

	private static String anthropicType(int status) {
		return switch (status) {
			case 401 -> "authentication_error";
			case 402 -> "billing_error";
			case 403 -> "permission_error";
			case 404 -> "not_found_error";
			case 413 -> "request_too_large";
			case 429 -> "rate_limit_error";
			case 504 -> "timeout_error";
			case 529 -> "overloaded_error";
			default -> (status < 500) ? "invalid_request_error" : "api_error";
		};
	}

	private static String geminiStatus(int status) {
		return switch (status) {
			case 401 -> "UNAUTHENTICATED";
			case 403 -> "PERMISSION_DENIED";
			case 404 -> "NOT_FOUND";
			case 429 -> "RESOURCE_EXHAUSTED";
			case 500 -> "INTERNAL";
			case 504 -> "DEADLINE_EXCEEDED";
			default -> (status < 500) ? "INVALID_ARGUMENT" : "UNAVAILABLE";
		};
	}

}
