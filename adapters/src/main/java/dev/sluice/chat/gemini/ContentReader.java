package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.json.JsonReader;

/** Reads the messages of a request. */
final class ContentReader {

	private final JsonReader in;

	private final CallHistory history = CallHistory.ofRequest();

	ContentReader(JsonReader in) {
		this.in = in;
	}

	List<Message> contents() {
		List<Message> messages = new ArrayList<>();
		if (this.in.isObject()) {
			add(messages);
		}
		else if (this.in.array("contents")) {
			while (this.in.nextElement()) {
				add(messages);
			}
		}
		return messages;
	}

	private void add(List<Message> messages) {
		Message message = content("contents");
		if (message != null) {
			messages.add(message);
		}
	}

	Message text() {
		return new Message(Role.USER, List.of(new ContentBlock.Text(this.in.text("systemInstruction"))));
	}

	@Nullable Message content(String field) {
		if (!this.in.object(field)) {
			return null;
		}
		this.history.nextTurn();
		Role role = Role.USER;
		List<ContentBlock> blocks = new ArrayList<>();
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "role" -> role = "model".equals(this.in.string(field + ".role")) ? Role.ASSISTANT : Role.USER;
				case "parts" -> parts(blocks);
				default -> this.in.skip();
			}
		}
		return new Message(role, List.copyOf(Thoughts.joined(blocks)));
	}

	private void parts(List<ContentBlock> blocks) {
		if (this.in.isObject()) {
			new PartReader(this.in, this.history).read(blocks);
		}
		else if (this.in.array("contents.parts")) {
			while (this.in.nextElement()) {
				if (this.in.object("contents.parts")) {
					new PartReader(this.in, this.history).read(blocks);
				}
			}
		}
	}

}
