package dev.sluice.chat.responses;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** What one event says, in whatever order its members came. */
final class EventFacts {

	private String type = "";

	private int outputIndex;

	private int part;

	private String delta = "";

	private @Nullable RawJson logprobs;

	private @Nullable ItemReader item;

	private @Nullable ResponseFacts response;

	private @Nullable String code;

	private @Nullable String message;

	void read(JsonReader in) {
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (!in.isNull()) {
				member(name, in);
			}
		}
	}

	private void member(String name, JsonReader in) {
		switch (name) {
			case "type" -> this.type = in.text(name);
			case "output_index" -> this.outputIndex = (int) Math.min(Math.max(in.count(), 0), Integer.MAX_VALUE);
			case "summary_index", "content_index" ->
				this.part = (int) Math.min(Math.max(in.count(), 0), Integer.MAX_VALUE);
			case "delta" -> this.delta = in.isString() ? in.text(name) : skipped(in);
			case "logprobs" -> this.logprobs = in.isArray() ? in.raw() : null;
			case "item" -> item(in);
			case "response" -> response(in);
			case "code" -> this.code = in.isString() ? in.text(name) : null;
			case "message" -> this.message = in.isString() ? in.text(name) : null;
			case "error" -> error(in);
			default -> in.skip();
		}
	}

	private static String skipped(JsonReader in) {
		in.skip();
		return "";
	}

	private void item(JsonReader in) {
		int start = in.position();
		if (in.isObject()) {
			ItemReader read = new ItemReader(in);
			read.read(start);
			this.item = read;
		}
		else {
			in.skip();
		}
	}

	private void response(JsonReader in) {
		if (in.isObject()) {
			ResponseFacts read = new ResponseFacts();
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (!read.member(name, in)) {
					in.skip();
				}
			}
			this.response = read;
		}
		else {
			in.skip();
		}
	}

	// Servers that wrap the error as they do in answers.
	private void error(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		this.type = this.type.isEmpty() ? "error" : this.type;
		read(in);
		if (!this.type.startsWith("response.")) {
			this.type = "error";
		}
	}

	String type() {
		return this.type;
	}

	int outputIndex() {
		return this.outputIndex;
	}

	int part() {
		return this.part;
	}

	String delta() {
		return this.delta;
	}

	@Nullable RawJson logprobs() {
		return this.logprobs;
	}

	@Nullable ItemReader item() {
		return this.item;
	}

	@Nullable ResponseFacts response() {
		return this.response;
	}

	GatewayException failure() {
		return ResponseFacts.failure(this.code, this.message);
	}

}
