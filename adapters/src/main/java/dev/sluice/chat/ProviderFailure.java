package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonReader;

/** Reads what a provider says of its own failure in the middle of a stream. */
public final class ProviderFailure {

	private static final int LONGEST = 500;

	private ProviderFailure() {
	}

	/**
	 * The failure that the reader stands at: an error object of any dialect, or a text.
	 * @param in standing at the value of {@code error}, which is consumed
	 * @return what to tell the client
	 */
	public static GatewayException read(JsonReader in) {
		String message = in.isString() ? in.text("error") : null;
		String type = null;
		String code = null;
		if (in.isObject()) {
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (name.equals("message") && in.isString()) {
					message = in.text(name);
				}
				else if ((name.equals("type") || name.equals("status")) && in.isString()) {
					type = in.text(name);
				}
				else if (name.equals("code") && in.isString()) {
					code = in.text(name);
				}
				in.skip();
			}
		}
		in.skip();
		return of(type, code, message);
	}

	private static GatewayException of(@Nullable String type, @Nullable String code, @Nullable String message) {
		String text = (message != null && !message.isBlank()) ? message : "no reason given";
		String cut = (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
		// OpenAI's code says more than its type.
		ErrorKind kind = kind(code);
		return new GatewayException((kind != ErrorKind.UPSTREAM_STREAM_BROKEN) ? kind : kind(type),
				"The provider failed in the middle of its answer: " + cut);
	}

	private static ErrorKind kind(@Nullable String type) {
		if (type == null) {
			return ErrorKind.UPSTREAM_STREAM_BROKEN;
		}
		return switch (type) {
			case "overloaded_error", "server_is_overloaded", "slow_down", "UNAVAILABLE" -> ErrorKind.OVERLOADED;
			case "rate_limit_error", "rate_limit_exceeded", "RESOURCE_EXHAUSTED" -> ErrorKind.RATE_LIMITED;
			case "timeout_error", "DEADLINE_EXCEEDED" -> ErrorKind.UPSTREAM_TIMEOUT;
			default -> ErrorKind.UPSTREAM_STREAM_BROKEN;
		};
	}

}
