package dev.sluice.chat.responses;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.json.JsonReader;

/** What a response object tells besides its output. */
final class ResponseFacts {

	private static final int LONGEST = 500;

	private @Nullable String id;

	private @Nullable String model;

	private long created = -1;

	private Usage usage = Usage.UNKNOWN;

	private @Nullable String status;

	private @Nullable String incomplete;

	private @Nullable String code;

	private @Nullable String message;

	/**
	 * Reads one member.
	 * @return false when it is none of these, and was not read
	 */
	boolean member(String name, JsonReader in) {
		switch (name) {
			case "id" -> this.id = in.string(name);
			case "model" -> this.model = in.string(name);
			case "created_at" -> this.created = in.count();
			case "usage" -> this.usage = ResponseUsage.read(in);
			case "status" -> this.status = in.string(name);
			case "incomplete_details", "error" -> details(in);
			default -> {
				return false;
			}
		}
		return true;
	}

	private void details(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (in.isString()) {
				detail(name, in);
			}
			else {
				in.skip();
			}
		}
	}

	private void detail(String name, JsonReader in) {
		switch (name) {
			case "reason" -> this.incomplete = in.text(name);
			case "code" -> this.code = in.text(name);
			case "message" -> this.message = in.text(name);
			default -> {
			}
		}
	}

	@Nullable String id() {
		return this.id;
	}

	@Nullable String model() {
		return this.model;
	}

	long created() {
		return this.created;
	}

	Usage usage() {
		return this.usage;
	}

	boolean failed() {
		return "failed".equals(this.status) || "cancelled".equals(this.status);
	}

	GatewayException failure() {
		return failure(this.code, this.message);
	}

	static GatewayException failure(@Nullable String code, @Nullable String message) {
		String text = (message != null && !message.isBlank()) ? message : "no reason given";
		String cut = (text.length() > LONGEST) ? text.substring(0, LONGEST) : text;
		ErrorKind kind = switch (String.valueOf(code)) {
			case "rate_limit_exceeded" -> ErrorKind.RATE_LIMITED;
			case "server_is_overloaded", "slow_down" -> ErrorKind.OVERLOADED;
			default -> ErrorKind.UPSTREAM_STREAM_BROKEN;
		};
		return new GatewayException(kind, "The provider failed in the middle of its answer: " + cut);
	}

	Finish finish(boolean calls) {
		boolean incompleteTold = "incomplete".equals(this.status) || this.incomplete != null;
		if (!incompleteTold) {
			return Finish.of(FinishReason.STOP).given(calls);
		}
		return Finish.of("content_filter".equals(this.incomplete) ? FinishReason.CONTENT_FILTER : FinishReason.LENGTH);
	}

}
