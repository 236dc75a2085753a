package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Message;
import dev.sluice.chat.Names;
import dev.sluice.chat.Role;
import dev.sluice.chat.StayingThoughts;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.JsonWriter;

/** Writes the messages: tool results become messages of their own. Used once. */
final class MessageWriter {

	private static final int LONGEST_ID = 40;

	/** What the assistant says where a user must not speak right after a tool. */
	private static final String BETWEEN = "Noted.";

	private final ChatRequest request;

	private final boolean own;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	private final PartWriter parts;

	private boolean behindTool;

	MessageWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.OPENAI_CHAT;
		this.can = can;
		this.names = names;
		this.out = out;
		this.dropped = dropped;
		this.parts = new PartWriter(request.origin(), can, out, dropped);
	}

	void write() {
		this.out.array("messages");
		for (Message message : this.request.messages()) {
			switch (message.role()) {
				case SYSTEM, DEVELOPER -> instructions(message);
				case ASSISTANT -> assistant(message);
				case USER, TOOL -> user(message);
			}
		}
		this.out.endArray();
		boolean marked = this.can.can(Ability.PREFIX_MARK) || this.can.can(Ability.PARTIAL_MARK);
		if (!this.own && prefilled() && !marked && !this.can.can(Ability.PREFILL)) {
			this.dropped.add("messages.prefill");
		}
	}

	private boolean prefilled() {
		List<Message> messages = this.request.messages();
		return !messages.isEmpty() && messages.get(messages.size() - 1).role() == Role.ASSISTANT;
	}

	private void begin(String role) {
		if (this.behindTool && role.equals("user") && !this.can.can(Ability.USER_AFTER_TOOL)) {
			this.out.object().member("role", "assistant").member("content", BETWEEN).endObject();
		}
		this.behindTool = role.equals("tool");
		this.out.object().member("role", role);
	}

	/** Says that what the assistant has begun to say is to be continued. */
	private void mark(Message message) {
		List<Message> all = this.request.messages();
		if (!this.own && all.get(all.size() - 1) == message) {
			this.out.optional("prefix", this.can.can(Ability.PREFIX_MARK) ? Boolean.TRUE : null);
			this.out.optional("partial", this.can.can(Ability.PARTIAL_MARK) ? Boolean.TRUE : null);
		}
	}

	private void end(Message message) {
		if (this.own) {
			this.out.optional("name", message.name());
		}
		message.extras().write(Dialect.OPENAI_CHAT, "messages.", this.out, this.dropped);
		this.out.endObject();
	}

	private void instructions(Message message) {
		boolean developer = message.role() == Role.DEVELOPER && this.can.can(Ability.DEVELOPER_ROLE);
		begin(developer ? "developer" : "system");
		boolean marked = this.can.can(Ability.CACHE_MARKS) && message.content().stream().anyMatch(PartWriter::marked);
		if (message.plain() || (!this.own && !marked)) {
			this.out.member("content", text(message.content(), "\n\n"));
		}
		else {
			this.parts.list(message.content());
		}
		end(message);
	}

	private void user(Message message) {
		List<ContentBlock> rest = new ArrayList<>();
		List<ContentBlock> media = new ArrayList<>();
		for (ContentBlock block : message.content()) {
			if (block instanceof ContentBlock.ToolResult result) {
				result(result, message, media);
			}
			else {
				rest.add(block);
			}
		}
		media.addAll(rest);
		if (!media.isEmpty()) {
			begin("user");
			content(message.plain(), media);
			end(message);
		}
		else if (message.content().isEmpty() && this.own) {
			begin("user");
			this.parts.list(List.of());
			end(message);
		}
	}

	private void result(ContentBlock.ToolResult result, Message message, List<ContentBlock> media) {
		begin("tool");
		this.out.member("tool_call_id", Ids.legal(result.toolUseId(), LONGEST_ID));
		List<ContentBlock> text = texts(result.content());
		String mark = result.error() ? "[error] " : "";
		if (result.plain() || !this.own || result.error()) {
			this.out.member("content", mark + text(text, "\n\n"));
		}
		else {
			this.parts.list(text);
		}
		result.extras().lose(Dialect.OPENAI_CHAT, "messages.content.", this.dropped);
		end((message.role() == Role.TOOL) ? message : new Message(Role.TOOL, List.of()));
		if (text.size() < result.content().size()) {
			// Tool messages hold text only: the rest follows as the user's.
			media.add(new ContentBlock.Text(
					"Also returned by the tool call " + Ids.legal(result.toolUseId(), LONGEST_ID) + ":"));
			result.content().stream().filter((block) -> !text.contains(block)).forEach(media::add);
		}
	}

	private static List<ContentBlock> texts(List<ContentBlock> content) {
		return content.stream().filter(ContentBlock.Text.class::isInstance).toList();
	}

	private void content(boolean plain, List<ContentBlock> content) {
		boolean simple = content.size() == 1 && content.get(0) instanceof ContentBlock.Text
				&& !(PartWriter.marked(content.get(0)) && this.can.can(Ability.CACHE_MARKS));
		if ((plain || !this.own) && simple) {
			this.out.member("content", text(content, ""));
		}
		else {
			this.parts.list(content);
		}
	}

	private void assistant(Message message) {
		List<ContentBlock> said = new ArrayList<>();
		List<ContentBlock.ToolUse> calls = new ArrayList<>();
		for (ContentBlock block : message.content()) {
			if (block instanceof ContentBlock.ToolUse use) {
				calls.add(use);
			}
			else if (block instanceof ContentBlock.Text || block instanceof ContentBlock.Refusal
					|| block instanceof ContentBlock.Opaque) {
				said.add(block);
			}
			else if (!(block instanceof ContentBlock.Thinking) && !(block instanceof ContentBlock.RedactedThinking)) {
				this.dropped.add("messages.content." + PartWriter.word(block));
			}
		}
		begin("assistant");
		said(message, said, calls.isEmpty());
		reasoning(message.content());
		calls(calls);
		mark(message);
		end(message);
	}

	private void said(Message message, List<ContentBlock> said, boolean alone) {
		boolean refusal = !said.isEmpty() && said.stream().allMatch(ContentBlock.Refusal.class::isInstance);
		if (this.own && !message.plain() && !said.isEmpty() && !refusal) {
			this.parts.list(said);
			return;
		}
		List<ContentBlock> texts = texts(said);
		said.stream().filter(ContentBlock.Opaque.class::isInstance).forEach(this.parts::lose);
		if (texts.isEmpty() && (!alone || said.stream().anyMatch(ContentBlock.Refusal.class::isInstance))) {
			this.out.member("content", (String) null);
		}
		else {
			this.out.member("content", text(texts, ""));
		}
		String why = said.stream()
			.filter(ContentBlock.Refusal.class::isInstance)
			.map((block) -> ((ContentBlock.Refusal) block).text())
			.collect(Collectors.joining());
		this.out.optional("refusal", why.isEmpty() ? null : why);
	}

	private void reasoning(List<ContentBlock> content) {
		String thoughts = content.stream()
			.filter(ContentBlock.Thinking.class::isInstance)
			.map((block) -> ((ContentBlock.Thinking) block).text())
			.collect(Collectors.joining("\n\n"));
		if (this.can.can(Ability.REASONING_CONTENT) && !thoughts.isBlank()) {
			this.out.member("reasoning_content", thoughts);
		}
		boolean sealed = this.can.can(Ability.REASONING_DETAILS) && content.stream().anyMatch(ReasoningDetails::sealed);
		if (sealed) {
			ReasoningDetails.write(content, this.out);
		}
		StayingThoughts staying = new StayingThoughts(this.request.origin(), this.dropped);
		content.stream().filter((block) -> !sent(block, sealed)).forEach(staying::note);
	}

	private boolean sent(ContentBlock block, boolean sealed) {
		if (block instanceof ContentBlock.ToolUse) {
			return this.can.can(Ability.SEALED_CALLS);
		}
		return sealed || (this.can.can(Ability.REASONING_CONTENT) && block instanceof ContentBlock.Thinking thinking
				&& !thinking.text().isBlank());
	}

	private void calls(List<ContentBlock.ToolUse> calls) {
		if (calls.isEmpty()) {
			return;
		}
		this.out.array("tool_calls");
		for (ContentBlock.ToolUse use : calls) {
			CallWriter.begin(this.out, Ids.legal(use.id(), LONGEST_ID), this.names.of(use.name()), use.arguments(),
					use.custom());
			if (this.can.can(Ability.SEALED_CALLS)) {
				CallWriter.seal(this.out, use.signature());
			}
			use.extras().write(Dialect.OPENAI_CHAT, "messages.content.", this.out, this.dropped);
			this.out.endObject();
		}
		this.out.endArray();
	}

	static JsonText text(List<ContentBlock> content, String between) {
		if (content.size() == 1 && content.get(0) instanceof ContentBlock.Text only) {
			return only.passage();
		}
		return JsonText.of(content.stream()
			.filter(ContentBlock.Text.class::isInstance)
			.map((block) -> ((ContentBlock.Text) block).text())
			.collect(Collectors.joining(between)));
	}

}
