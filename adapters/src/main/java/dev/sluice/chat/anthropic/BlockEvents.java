package dev.sluice.chat.anthropic;

import java.nio.charset.StandardCharsets;

import dev.sluice.chat.json.JsonWriter;

/** Writes the events of content blocks: indices without gaps, one stop per start. */
final class BlockEvents {

	private static final byte[] DELTA = bytes("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",");

	private static final byte[] START = bytes("event: content_block_start\ndata: {\"type\":\"content_block_start\",");

	private static final byte[] STOP = bytes("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",");

	private int index = -1;

	private Open open = Open.NOTHING;

	private boolean sealed;

	void text(String text, JsonWriter out) {
		if (this.open != Open.TEXT) {
			start(Open.TEXT, out);
			out.object("content_block").member("type", "text").member("text", "");
			end(out);
		}
		delta("text_delta", "text", text, out);
	}

	void thinking(String text, JsonWriter out) {
		// What is sealed is whole: more thinking is another thought.
		if (this.open != Open.THINKING || this.sealed) {
			startThinking(out);
		}
		delta("thinking_delta", "thinking", text, out);
	}

	private void startThinking(JsonWriter out) {
		start(Open.THINKING, out);
		out.object("content_block").member("type", "thinking").member("thinking", "").member("signature", "");
		end(out);
	}

	void signature(String seal, JsonWriter out) {
		if (this.open != Open.THINKING || this.sealed) {
			startThinking(out);
		}
		this.sealed = true;
		delta("signature_delta", "signature", seal, out);
	}

	void redacted(String data, JsonWriter out) {
		start(Open.WHOLE, out);
		out.object("content_block").member("type", "redacted_thinking").member("data", data);
		end(out);
		close(out);
	}

	void call(String id, String name, JsonWriter out) {
		start(Open.CALL, out);
		out.object("content_block").member("type", "tool_use").member("id", id).member("name", name);
		out.object("input").endObject();
		end(out);
	}

	void arguments(String fragment, JsonWriter out) {
		delta("input_json_delta", "partial_json", fragment, out);
	}

	void close(JsonWriter out) {
		if (this.open != Open.NOTHING) {
			this.open = Open.NOTHING;
			out.frame(STOP).member("index", this.index).endObject().frame("\n\n");
		}
	}

	private void start(Open kind, JsonWriter out) {
		close(out);
		this.open = kind;
		this.sealed = false;
		this.index++;
		out.frame(START).member("index", this.index);
	}

	private void delta(String type, String name, String piece, JsonWriter out) {
		out.frame(DELTA).member("index", this.index).object("delta").member("type", type).member(name, piece);
		end(out);
	}

	private static void end(JsonWriter out) {
		out.endObject().endObject().frame("\n\n");
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	private enum Open {

		NOTHING, TEXT, THINKING, CALL, WHOLE

	}

}
