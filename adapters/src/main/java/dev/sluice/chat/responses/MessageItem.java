package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** A message of a streamed output, part by part. */
final class MessageItem extends Item {

	private final List<Part> parts = new ArrayList<>(1);

	private @Nullable Part current;

	MessageItem(int index, String id) {
		super(index, id);
	}

	void say(Events events, String text, boolean refusal) {
		Part part = part(events, refusal);
		part.text.append(text);
		if (refusal) {
			content(events, "response.refusal.delta").member("delta", text);
		}
		else {
			content(events, "response.output_text.delta").member("delta", text).array("logprobs").endArray();
		}
		events.end();
	}

	void logprobs(RawJson neutral) {
		if (this.current != null) {
			this.current.logprobs.addNeutral(neutral);
		}
	}

	private Part part(Events events, boolean refusal) {
		Part open = this.current;
		if (open != null && open.refusal == refusal) {
			return open;
		}
		closeParts(events);
		Part part = new Part(refusal);
		this.parts.add(part);
		this.current = part;
		content(events, "response.content_part.added").name("part");
		part.write(events.out(), false);
		events.end();
		return part;
	}

	private JsonWriter content(Events events, String type) {
		return events.begin(type, this).member("content_index", this.parts.size() - 1);
	}

	@Override
	void closeParts(Events events) {
		Part part = this.current;
		if (part == null) {
			return;
		}
		if (part.refusal) {
			content(events, "response.refusal.done").member("refusal", part.text.toString());
		}
		else {
			content(events, "response.output_text.done").member("text", part.text.toString())
				.member("logprobs", part.logprobs.list());
		}
		events.end();
		content(events, "response.content_part.done").name("part");
		part.write(events.out(), true);
		events.end();
		this.current = null;
	}

	@Override
	void write(JsonWriter out, String status) {
		out.object().member("id", id()).member("type", "message").member("status", status);
		out.member("role", "assistant").array("content");
		this.parts.forEach((part) -> part.write(out, true));
		out.endArray().endObject();
	}

	/** One part: text or a refusal. */
	private static final class Part {

		private final StringBuilder text = new StringBuilder();

		private final Probabilities logprobs = new Probabilities();

		private final boolean refusal;

		Part(boolean refusal) {
			this.refusal = refusal;
		}

		void write(JsonWriter out, boolean whole) {
			String said = whole ? this.text.toString() : "";
			if (this.refusal) {
				out.object().member("type", "refusal").member("refusal", said).endObject();
				return;
			}
			out.object().member("type", "output_text").member("text", said).array("annotations").endArray();
			out.member("logprobs", this.logprobs.list()).endObject();
		}

	}

}
