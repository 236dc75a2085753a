package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.json.JsonReader;

/** Reads the messages of a request. */
final class MessageReader {

	private final JsonReader in;

	// Deprecated function messages name a function where tool messages name a call.
	private final Map<String, String> functionCalls = new HashMap<>();

	MessageReader(JsonReader in) {
		this.in = in;
	}

	List<Message> messages() {
		List<Message> messages = new ArrayList<>();
		if (this.in.array("messages")) {
			while (this.in.nextElement()) {
				if (!this.in.isObject()) {
					throw this.in.wrong("messages", "Field 'messages' must be a list of objects.");
				}
				messages.add(message());
			}
		}
		return List.copyOf(messages);
	}

	private Message message() {
		Parts parts = new Parts();
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(name, parts);
			}
		}
		return switch (parts.role) {
			case "system" -> parts.message(Role.SYSTEM);
			case "developer" -> parts.message(Role.DEVELOPER);
			case "user" -> parts.message(Role.USER);
			case "assistant" -> parts.message(Role.ASSISTANT);
			case "tool" -> parts.result(parts.toolCallId);
			case "function" -> parts.result(this.functionCalls.get(String.valueOf(parts.name)));
			default -> throw this.in.wrong("messages.role",
					"A message's role must be system, developer, user, assistant or tool.");
		};
	}

	private void member(String name, Parts parts) {
		switch (name) {
			case "role" -> parts.role = this.in.text("messages.role");
			case "content" -> content(parts);
			case "name" -> parts.name = this.in.string("messages.name");
			case "refusal" -> parts.said.add(new ContentBlock.Refusal(this.in.text("messages.refusal")));
			case "tool_call_id" -> parts.toolCallId = this.in.string("messages.tool_call_id");
			case "tool_calls" -> calls(parts);
			case "function_call" -> {
				CallReader call = new CallReader(this.in);
				call.function();
				ContentBlock.ToolUse use = call.use(Ids.mint());
				this.functionCalls.put(use.name(), use.id());
				parts.calls.add(use);
			}
			case "reasoning_content", "reasoning" -> {
				if (this.in.isString()) {
					parts.reasoning.text(this.in.text("messages." + name));
				}
				else {
					parts.extras.keep(name, this.in.raw(), Loss.NAMED);
				}
			}
			case "reasoning_details" -> parts.reasoning.read(this.in);
			default -> parts.extras.keep(name, this.in.raw(), Loss.NAMED);
		}
	}

	private void content(Parts parts) {
		if (this.in.isString()) {
			parts.plain = true;
			parts.said.add(new ContentBlock.Text(this.in.passage("messages.content")));
			return;
		}
		if (!this.in.isArray()) {
			throw this.in.wrong("messages.content", "A message's content must be a string or a list of parts.");
		}
		while (this.in.nextElement()) {
			ContentBlock part = new PartReader(this.in).part();
			if (part != null) {
				parts.said.add(part);
			}
		}
	}

	private void calls(Parts parts) {
		if (this.in.array("messages.tool_calls")) {
			while (this.in.nextElement()) {
				if (this.in.object("messages.tool_calls")) {
					parts.calls.add(new CallReader(this.in).read());
				}
			}
		}
	}

	/** What one message holds, in whatever order its members came. */
	private final class Parts {

		private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);

		private final List<ContentBlock> said = new ArrayList<>();

		private final List<ContentBlock> calls = new ArrayList<>();

		private final ReasoningDetails reasoning = new ReasoningDetails();

		private String role = "";

		private boolean plain;

		private @Nullable String name;

		private @Nullable String toolCallId;

		Message message(Role role) {
			List<ContentBlock> content = new ArrayList<>(this.reasoning.blocks());
			content.addAll(this.said);
			content.addAll(this.calls);
			return new Message(role, List.copyOf(content), this.plain, this.name, this.extras.gathered());
		}

		Message result(@Nullable String id) {
			if (id == null || id.isEmpty()) {
				throw MessageReader.this.in.wrong("messages.tool_call_id",
						"A message of role '" + this.role + "' must name the call that it answers.");
			}
			ContentBlock.ToolResult result = new ContentBlock.ToolResult(id, List.copyOf(this.said), this.plain, false,
					null, Extras.NONE);
			return new Message(Role.TOOL, List.of(result), this.plain, this.role.equals("tool") ? this.name : null,
					this.extras.gathered());
		}

	}

}
