package dev.sluice.chat.responses;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * The object around an answer's output. Clients read all of its members, so those that
 * nobody told are written with what stands for nothing.
 */
final class ResponseObject {

	private static final List<Extras.Member> NOTHING_TOLD = List.of(told("background", "false"),
			told("instructions", "null"), told("max_output_tokens", "null"), told("max_tool_calls", "null"),
			told("metadata", "{}"), told("parallel_tool_calls", "true"), told("previous_response_id", "null"),
			told("reasoning", "{\"effort\":null,\"summary\":null}"), told("service_tier", "\"default\""),
			told("store", "false"), told("temperature", "null"), told("text", "{\"format\":{\"type\":\"text\"}}"),
			told("tool_choice", "\"auto\""), told("tools", "[]"), told("top_p", "null"),
			told("truncation", "\"disabled\""), told("user", "null"));

	private static final byte[] NOTHING_MORE = rest(Extras.NONE);

	private final String id;

	private final String model;

	private final long created;

	private final byte[] rest;

	ResponseObject(AnswerFrame frame, @Nullable String id, @Nullable String model, long created, Extras extras) {
		// An id of another dialect is none that clients of this one take.
		this.id = (id != null && id.startsWith("resp_")) ? id : "resp_" + frame.requestId();
		this.model = frame.modelOr(model);
		this.created = frame.createdOr(created);
		this.rest = (extras.origin() == Dialect.OPENAI_RESPONSES) ? rest(extras) : NOTHING_MORE;
	}

	private static byte[] rest(Extras extras) {
		JsonWriter out = new JsonWriter();
		for (Extras.Member member : NOTHING_TOLD) {
			RawJson told = extras.get(member.name());
			out.member(member.name(), (told != null) ? told : member.value());
		}
		for (Extras.Member member : extras.members()) {
			if (NOTHING_TOLD.stream().noneMatch((other) -> other.name().equals(member.name()))) {
				out.member(member.name(), member.value());
			}
		}
		return out.toBytes();
	}

	private static Extras.Member told(String name, String value) {
		return new Extras.Member(name, new RawJson(value), Loss.QUIET);
	}

	/**
	 * Writes what stands in front of the output.
	 */
	void begin(JsonWriter out, String status, @Nullable String incomplete, @Nullable GatewayException failure) {
		out.object().member("id", this.id).member("object", "response").member("created_at", this.created);
		out.member("status", status);
		if (failure != null) {
			out.object("error").member("code", code(failure)).member("message", failure.clientMessage()).endObject();
		}
		else {
			out.member("error", (String) null);
		}
		if (incomplete != null) {
			out.object("incomplete_details").member("reason", incomplete).endObject();
		}
		else {
			out.member("incomplete_details", (String) null);
		}
		out.member("model", this.model);
	}

	/**
	 * Writes what stands behind the output.
	 */
	void end(JsonWriter out, Usage usage) {
		out.prepared(this.rest);
		ResponseUsage.write(usage, out);
		out.endObject();
	}

	static String code(GatewayException failure) {
		String code = failure.kind().openAiCode();
		return (code != null) ? code : "server_error";
	}

	/**
	 * Why an answer is not complete, or null when it is.
	 */
	static @Nullable String incomplete(Finish finish) {
		return switch (finish.reason()) {
			case LENGTH, CONTEXT_FULL -> "max_output_tokens";
			case CONTENT_FILTER -> "content_filter";
			default -> null;
		};
	}

}
