package dev.sluice.chat.ollama;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.AbsentId;
import dev.sluice.chat.Arguments;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Message;
import dev.sluice.chat.Names;
import dev.sluice.chat.StayingThoughts;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.JsonWriter;

/** Writes the messages: each has one text; tool results are messages of their own. */
final class MessageWriter {

	private static final String WHERE = "messages.content.";

	private final ChatRequest request;

	private final boolean own;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	private final Map<String, String> toolNames;

	private int written;

	MessageWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.OLLAMA_CHAT;
		this.can = can;
		this.names = names;
		this.out = out;
		this.dropped = dropped;
		this.toolNames = request.toolNames();
	}

	void write() {
		this.out.array("messages");
		for (Message message : this.request.messages()) {
			switch (message.role()) {
				case SYSTEM, DEVELOPER -> said("system", message, message.content());
				case ASSISTANT -> said("assistant", message, message.content());
				case USER, TOOL -> user(message);
			}
		}
		this.out.endArray();
		if (this.written == 0) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"No message has any content. Send at least one user message with text.")
				.param("messages");
		}
	}

	private void user(Message message) {
		List<ContentBlock> rest = new ArrayList<>();
		for (ContentBlock block : message.content()) {
			if (block instanceof ContentBlock.ToolResult result) {
				result(result, message, rest);
			}
		}
		boolean returned = !rest.isEmpty();
		if (returned) {
			rest.add(0, new ContentBlock.Text("Also returned by the tool:"));
		}
		message.content().stream().filter((block) -> !(block instanceof ContentBlock.ToolResult)).forEach(rest::add);
		if (!rest.isEmpty() || (this.own && message.content().isEmpty())) {
			said("user", message, rest);
		}
	}

	private void result(ContentBlock.ToolResult result, Message message, List<ContentBlock> rest) {
		begin("tool");
		this.out.member("content", (result.error() ? "[error] " : "") + Media.text(result.content(), "\n\n"));
		List<ContentBlock> more = result.content()
			.stream()
			.filter((block) -> !(block instanceof ContentBlock.Text))
			.toList();
		if (this.own) {
			images(more);
			message.extras().write(Dialect.OLLAMA_CHAT, "messages.", this.out, this.dropped);
		}
		else {
			this.out.member("tool_name", name(result.toolUseId()));
			if (!AbsentId.is(result.toolUseId())) {
				this.out.member("tool_call_id", result.toolUseId());
			}
			result.extras().lose(Dialect.OLLAMA_CHAT, WHERE, this.dropped);
			rest.addAll(more);
		}
		this.out.endObject();
	}

	private String name(String id) {
		String name = this.toolNames.get(id);
		if (name == null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"A tool result belongs to no tool call before it. Send the call with the same id too.")
				.param("messages.tool_call_id");
		}
		return this.names.of(name);
	}

	private void begin(String role) {
		this.written++;
		this.out.object().member("role", role);
	}

	private void said(String role, Message message, List<ContentBlock> content) {
		boolean model = role.equals("assistant");
		JsonText text = Media.text(content, model ? "" : "\n\n");
		List<ContentBlock> images = media(content);
		List<ContentBlock.ToolUse> calls = calls(content);
		if (!this.own && text.isBlank() && images.isEmpty() && calls.isEmpty()) {
			return;
		}
		begin(role);
		this.out.member("content", text);
		if (model) {
			thinking(content);
		}
		images(images);
		if (!calls.isEmpty()) {
			this.out.array("tool_calls");
			calls.forEach(this::call);
			this.out.endArray();
		}
		message.extras().write(Dialect.OLLAMA_CHAT, "messages.", this.out, this.dropped);
		this.out.endObject();
	}

	private static List<ContentBlock.ToolUse> calls(List<ContentBlock> content) {
		return content.stream()
			.filter(ContentBlock.ToolUse.class::isInstance)
			.map(ContentBlock.ToolUse.class::cast)
			.toList();
	}

	private void thinking(List<ContentBlock> content) {
		String thoughts = content.stream()
			.filter(ContentBlock.Thinking.class::isInstance)
			.map((block) -> ((ContentBlock.Thinking) block).text())
			.collect(Collectors.joining("\n\n"));
		boolean wanted = this.own || this.can.can(Ability.REASONING_CONTENT);
		if (!thoughts.isBlank() && wanted) {
			this.out.member("thinking", thoughts);
		}
		StayingThoughts staying = new StayingThoughts(this.request.origin(), this.dropped);
		content.stream().filter((block) -> !wanted || !shown(block)).forEach(staying::note);
	}

	private static boolean shown(ContentBlock block) {
		return block instanceof ContentBlock.Thinking thinking && !thinking.text().isBlank();
	}

	private void call(ContentBlock.ToolUse use) {
		this.out.object();
		if (!AbsentId.is(use.id())) {
			this.out.member("id", use.id());
		}
		this.out.object("function").member("name", this.own ? use.name() : this.names.of(use.name()));
		this.out.member("arguments", Arguments.ofHistory(use, "messages.tool_calls.function.arguments"));
		use.extras().write(Dialect.OLLAMA_CHAT, WHERE, this.out, this.dropped);
		this.out.endObject().endObject();
	}

	private List<ContentBlock> media(List<ContentBlock> content) {
		List<ContentBlock> images = new ArrayList<>();
		for (ContentBlock block : content) {
			if (Media.isImage(block, this.own || this.can.can(Ability.IMAGES))) {
				images.add(block);
			}
			else if (Media.lost(block)) {
				this.dropped.add(WHERE + Media.word(block));
			}
		}
		return images;
	}

	private void images(List<ContentBlock> images) {
		if (images.isEmpty()) {
			return;
		}
		this.out.array("images");
		images.forEach((image) -> this.out.value(((ContentBlock.Image) image).source().value()));
		this.out.endArray();
	}

}
