package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Message;
import dev.sluice.chat.Names;
import dev.sluice.chat.Role;
import dev.sluice.chat.StayingThoughts;
import dev.sluice.chat.json.JsonWriter;

/**
 * Writes the input: calls, results and reasoning become items of their own. Used once.
 */
final class InputWriter {

	private static final int LONGEST_ID = 64;

	private static final Set<String> MARKS = Set.of(InputReader.INSTRUCTIONS, InputReader.TEXT_INPUT);

	private final ChatRequest request;

	private final boolean own;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	private final PartWriter parts;

	private final StayingThoughts thoughts;

	private final Set<String> customCalls = new HashSet<>();

	InputWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.OPENAI_RESPONSES;
		this.can = can;
		this.names = names;
		this.out = out;
		this.dropped = dropped;
		this.parts = new PartWriter(request.origin(), can, out, dropped);
		this.thoughts = new StayingThoughts(request.origin(), dropped);
	}

	void write() {
		List<Message> messages = this.request.messages();
		int first = 0;
		if (!messages.isEmpty() && is(messages.get(0), InputReader.INSTRUCTIONS)) {
			this.out.member("instructions", ItemWriter.text(messages.get(first++).content(), ""));
		}
		if (messages.size() == first + 1 && is(messages.get(first), InputReader.TEXT_INPUT)) {
			this.out.member("input", ItemWriter.text(messages.get(first).content(), ""));
			return;
		}
		this.out.array("input");
		messages.subList(first, messages.size()).forEach(this::message);
		this.out.endArray();
		Role last = messages.isEmpty() ? Role.USER : messages.get(messages.size() - 1).role();
		if (!this.own && last == Role.ASSISTANT && !this.can.can(Ability.PREFILL)) {
			this.dropped.add("messages.prefill");
		}
	}

	private static boolean is(Message message, String mark) {
		return message.extras().origin() == Dialect.OPENAI_RESPONSES && message.extras().get(mark) != null;
	}

	private void message(Message message) {
		switch (message.role()) {
			case SYSTEM -> said("system", message, message.content());
			case DEVELOPER -> said("developer", message, message.content());
			case USER, TOOL -> user(message);
			case ASSISTANT -> assistant(message);
		}
	}

	private void user(Message message) {
		List<ContentBlock> rest = new ArrayList<>();
		for (ContentBlock block : message.content()) {
			if (block instanceof ContentBlock.ToolResult result) {
				result(result);
			}
			else {
				rest.add(block);
			}
		}
		if (!rest.isEmpty() || message.content().isEmpty()) {
			said("user", message, rest);
		}
	}

	private void said(String role, Message message, List<ContentBlock> content) {
		this.out.object();
		if (!this.own) {
			this.out.member("type", "message");
		}
		this.out.member("role", role);
		boolean assistant = message.role() == Role.ASSISTANT;
		boolean simple = content.size() == 1 && content.get(0) instanceof ContentBlock.Text text
				&& (text.cache() == null || !this.can.can(Ability.CACHE_MARKS));
		if ((message.plain() || (!this.own && !assistant)) && simple) {
			this.out.member("content", ItemWriter.text(content, ""));
			((ContentBlock.Text) content.get(0)).extras()
				.lose(Dialect.OPENAI_RESPONSES, "messages.content.", this.dropped);
		}
		else {
			this.parts.list("content", content, assistant ? "output_text" : "input_text");
		}
		extras(message.extras(), "messages.");
		this.out.endObject();
	}

	private void extras(Extras extras, String where) {
		if (extras.origin() != Dialect.OPENAI_RESPONSES) {
			extras.lose(Dialect.OPENAI_RESPONSES, where, this.dropped);
			return;
		}
		for (Extras.Member member : extras.members()) {
			if (!MARKS.contains(member.name())) {
				this.out.member(member.name(), member.value());
			}
		}
	}

	private void assistant(Message message) {
		List<ContentBlock> said = new ArrayList<>();
		List<ContentBlock> content = message.content();
		for (int at = 0; at < content.size(); at++) {
			ContentBlock block = content.get(at);
			if (block instanceof ContentBlock.Text || block instanceof ContentBlock.Refusal) {
				said.add(block);
				continue;
			}
			said(message, said);
			item(block, at + 1 == content.size());
		}
		said(message, said);
	}

	private void said(Message message, List<ContentBlock> said) {
		if (!said.isEmpty()) {
			said("assistant", message, List.copyOf(said));
			said.clear();
		}
	}

	private void item(ContentBlock block, boolean last) {
		if (block instanceof ContentBlock.ToolUse use) {
			call(use);
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.OPENAI_RESPONSES) {
			this.out.value(opaque.whole());
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			// Reasoning is refused without the item that it led to.
			if (Seals.own(thinking.signature()) && (this.own || !last)) {
				ItemWriter.reasoning(this.out, thinking, this.own);
			}
			else {
				this.thoughts.note(thinking);
			}
		}
		else if (block instanceof ContentBlock.RedactedThinking) {
			this.thoughts.note(block);
		}
		else {
			this.parts.lose(block);
		}
	}

	private void call(ContentBlock.ToolUse use) {
		this.thoughts.note(use);
		if (use.custom()) {
			this.customCalls.add(use.id());
		}
		this.out.object().member("type", use.custom() ? "custom_tool_call" : "function_call");
		this.out.member("call_id", Ids.legal(use.id(), LONGEST_ID)).member("name", this.names.of(use.name()));
		this.out.member(use.custom() ? "input" : "arguments", use.arguments());
		extras(use.extras(), "messages.content.");
		this.out.endObject();
	}

	private void result(ContentBlock.ToolResult result) {
		boolean custom = this.customCalls.contains(result.toolUseId());
		this.out.object().member("type", custom ? "custom_tool_call_output" : "function_call_output");
		this.out.member("call_id", Ids.legal(result.toolUseId(), LONGEST_ID));
		boolean text = result.content().stream().allMatch(ContentBlock.Text.class::isInstance);
		String mark = result.error() ? "[error] " : "";
		if (result.plain() || (text && !this.own)) {
			this.out.member("output", mark + ItemWriter.text(result.content(), "\n\n"));
		}
		else {
			this.parts.list("output", failed(result), "input_text");
		}
		extras(result.extras(), "messages.content.");
		this.out.endObject();
	}

	// The dialect has no word for it.
	private static List<ContentBlock> failed(ContentBlock.ToolResult result) {
		if (!result.error()) {
			return result.content();
		}
		List<ContentBlock> marked = new ArrayList<>();
		marked.add(new ContentBlock.Text("[error]"));
		marked.addAll(result.content());
		return marked;
	}

}
