package dev.sluice.chat.openai;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonWriter;

/** Writes tool calls, as messages and answers share them. */
final class CallWriter {

	private CallWriter() {
	}

	/**
	 * Writes a call up to, and without, its closing brace.
	 */
	static void begin(JsonWriter out, String id, String name, String arguments, boolean custom) {
		String type = custom ? "custom" : "function";
		out.object().member("id", id).member("type", type).object(type);
		out.member("name", name).member(custom ? "input" : "arguments", arguments).endObject();
	}

	/**
	 * Writes the seal of a call in the place that Google chose for it.
	 */
	static void seal(JsonWriter out, @Nullable Signature signature) {
		if (signature != null && signature.by() == Dialect.GEMINI_GENERATE) {
			out.object("extra_content").object("google");
			out.member("thought_signature", signature.value()).endObject().endObject();
		}
	}

}
