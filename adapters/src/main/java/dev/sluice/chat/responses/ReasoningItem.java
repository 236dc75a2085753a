package dev.sluice.chat.responses;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonWriter;

/** Reasoning in a streamed output; its text is shown as a summary of one part. */
final class ReasoningItem extends Item {

	private final StringBuilder text = new StringBuilder();

	private boolean redacted;

	private @Nullable Signature seal;

	ReasoningItem(int index, String id) {
		super(index, id);
	}

	void think(Events events, String more) {
		if (this.text.isEmpty()) {
			summary(events, "response.reasoning_summary_part.added");
			part(events, "");
		}
		this.text.append(more);
		summary(events, "response.reasoning_summary_text.delta").member("delta", more);
		events.end();
	}

	void seal(Signature seal, boolean redacted) {
		this.seal = seal;
		this.redacted = redacted;
	}

	private JsonWriter summary(Events events, String type) {
		return events.begin(type, this).member("summary_index", 0);
	}

	private static void part(Events events, String text) {
		events.out().object("part").member("type", "summary_text").member("text", text).endObject();
		events.end();
	}

	@Override
	void closeParts(Events events) {
		if (!this.text.isEmpty()) {
			String whole = this.text.toString();
			summary(events, "response.reasoning_summary_text.done").member("text", whole);
			events.end();
			summary(events, "response.reasoning_summary_part.done");
			part(events, whole);
		}
	}

	@Override
	void write(JsonWriter out, String status) {
		String whole = this.text.toString();
		ItemWriter.reasoning(out, id(), whole, Seals.write(this.seal, this.redacted ? null : whole));
	}

}
