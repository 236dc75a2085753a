package dev.sluice.chat.openai;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonReader;

/** Reads one tool call of an assistant's message. Used once. */
final class CallReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);

	private @Nullable String id;

	private @Nullable String name;

	private String arguments = "";

	private boolean custom;

	private @Nullable Signature signature;

	CallReader(JsonReader in) {
		this.in = in;
	}

	ContentBlock.ToolUse read() {
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			switch (member) {
				case "id" -> this.id = this.in.string("messages.tool_calls.id");
				case "type", "index" -> this.in.skip();
				case "function" -> function();
				case "custom" -> {
					this.custom = true;
					function();
				}
				case "extra_content" -> extraContent();
				default -> this.extras.keep(member, this.in.raw(), Loss.NAMED);
			}
		}
		return use((this.id == null || this.id.isEmpty()) ? Ids.mint() : this.id);
	}

	ContentBlock.ToolUse use(String id) {
		if (this.name == null || this.name.isEmpty()) {
			throw this.in.wrong("messages.tool_calls", "Every tool call needs the name of its tool.");
		}
		return new ContentBlock.ToolUse(id, this.name, given(), this.custom, this.signature, null,
				this.extras.gathered());
	}

	private String given() {
		boolean none = this.arguments.isBlank() || this.arguments.equals("null");
		return (none && !this.custom) ? "{}" : this.arguments;
	}

	void function() {
		if (!this.in.object("messages.tool_calls.function")) {
			return;
		}
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			switch (member) {
				case "name" -> this.name = this.in.string("messages.tool_calls.function.name");
				// Some servers write the arguments as an object.
				case "arguments", "input" -> this.arguments = this.in.isString()
						? this.in.text("messages.tool_calls.function.arguments") : this.in.raw().text();
				default -> this.in.skip();
			}
		}
	}

	// Google's place for the seal of a call.
	private void extraContent() {
		int start = this.in.position();
		if (!this.in.object("messages.tool_calls.extra_content")) {
			return;
		}
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			if (member.equals("google") && this.in.isObject()) {
				google();
			}
			else {
				this.in.skip();
			}
		}
		if (this.signature == null) {
			this.extras.keep("extra_content", this.in.since(start), Loss.NAMED);
		}
	}

	private void google() {
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			if (member.equals("thought_signature") && this.in.isString()) {
				this.signature = new Signature(Dialect.GEMINI_GENERATE, this.in.text(member));
			}
			this.in.skip();
		}
	}

}
