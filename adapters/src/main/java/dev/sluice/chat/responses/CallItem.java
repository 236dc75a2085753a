package dev.sluice.chat.responses;

import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.json.JsonWriter;

/** A tool call in a streamed output. */
final class CallItem extends Item {

	private final ContentBlock.ToolUse use;

	private final String delta;

	private final StringBuilder arguments = new StringBuilder();

	CallItem(int index, String id, ChatEvent.ToolStarted started) {
		super(index, id);
		this.use = new ContentBlock.ToolUse(started.id(), started.name(), "", started.custom(), null, null,
				Extras.NONE);
		this.delta = type("delta");
	}

	void argue(Events events, String fragment) {
		this.arguments.append(fragment);
		events.begin(this.delta, this).member("delta", fragment);
		events.end();
	}

	private String type(String what) {
		return (this.use.custom() ? "response.custom_tool_call_input." : "response.function_call_arguments.") + what;
	}

	@Override
	void closeParts(Events events) {
		if (this.arguments.isEmpty() && !this.use.custom()) {
			argue(events, "{}");
		}
		events.begin(type("done"), this);
		if (this.use.custom()) {
			events.out().member("input", this.arguments.toString());
		}
		else {
			events.out().member("name", this.use.name()).member("arguments", this.arguments.toString());
		}
		events.end();
	}

	@Override
	void write(JsonWriter out, String status) {
		ItemWriter.call(out, id(), this.use, this.arguments.toString(), status);
	}

}
