package dev.sluice.chat.ollama;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** Reads the messages of a request. */
final class MessageReader {

	private final JsonReader in;

	private final CallHistory history = CallHistory.ofRequest();

	MessageReader(JsonReader in) {
		this.in = in;
	}

	List<Message> messages() {
		List<Message> messages = new ArrayList<>();
		if (this.in.array("messages")) {
			while (this.in.nextElement()) {
				if (this.in.object("messages")) {
					this.history.nextTurn();
					messages.add(new Reading().message());
				}
			}
		}
		return messages;
	}

	static Source image(String base64) {
		return Source.ofUrl(base64.startsWith("data:") ? base64 : "data:;base64," + base64);
	}

	/** One message, whose members come in any order. */
	private final class Reading {

		private final JsonReader in = MessageReader.this.in;

		private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OLLAMA_CHAT);

		private final List<ContentBlock> images = new ArrayList<>();

		private List<ContentBlock> calls = List.of();

		private String role = "user";

		private JsonText text = JsonText.of("");

		private @Nullable String thinking;

		private @Nullable String toolName;

		private @Nullable String toolCall;

		Message message() {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				if (!this.in.isNull()) {
					member(name);
				}
			}
			return switch (this.role) {
				case "system" -> of(Role.SYSTEM, said());
				case "assistant" -> of(Role.ASSISTANT, said());
				case "tool" -> of(Role.TOOL, List.of(result()));
				default -> of(Role.USER, said());
			};
		}

		private void member(String name) {
			switch (name) {
				case "role" -> this.role = this.in.text("messages.role");
				case "content" -> this.text = this.in.passage("messages.content");
				case "thinking" -> this.thinking = this.in.text("messages.thinking");
				case "images" -> this.in.strings("messages.images")
					.forEach((data) -> this.images.add(new ContentBlock.Image(image(data), null, null, Extras.NONE)));
				case "tool_calls" ->
					this.calls = new CallReader(this.in, MessageReader.this.history, "messages.tool_calls").calls();
				case "tool_name" -> this.toolName = this.in.text("messages.tool_name");
				case "tool_call_id" -> this.toolCall = this.in.text("messages.tool_call_id");
				default -> this.extras.keep(name, this.in.raw(), Loss.NAMED);
			}
		}

		private Message of(Role role, List<ContentBlock> content) {
			return new Message(role, content, true, null, this.extras.gathered());
		}

		private List<ContentBlock> said() {
			List<ContentBlock> content = new ArrayList<>();
			if (this.thinking != null) {
				content.add(new ContentBlock.Thinking(this.thinking, null));
			}
			if (!this.text.isEmpty()) {
				content.add(new ContentBlock.Text(this.text));
			}
			content.addAll(this.images);
			content.addAll(this.calls);
			return List.copyOf(content);
		}

		private ContentBlock result() {
			String call = MessageReader.this.history.answered(this.toolName, this.toolCall, "messages.tool_name");
			List<ContentBlock> content = new ArrayList<>();
			content.add(new ContentBlock.Text(this.text));
			content.addAll(this.images);
			// Either may be told, both, or none.
			told("tool_name", this.toolName);
			told("tool_call_id", this.toolCall);
			return new ContentBlock.ToolResult(call, List.copyOf(content), this.images.isEmpty(), false, null,
					Extras.NONE);
		}

		private void told(String name, @Nullable String value) {
			if (value != null) {
				this.extras.keep(name, RawJson.ofText(value), Loss.QUIET);
			}
		}

	}

}
