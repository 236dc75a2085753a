package dev.sluice.chat.anthropic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.Turns;
import dev.sluice.chat.json.JsonWriter;

/** Writes {@code system} and {@code messages} in the shape that the API insists on. */
final class MessageWriter {

	private final Capabilities can;

	private final BlockWriter blocks;

	private final JsonWriter out;

	private final Dropped dropped;

	private final Turns turns;

	MessageWriter(ChatRequest request, Capabilities can, BlockWriter blocks, JsonWriter out, Dropped dropped) {
		this.can = can;
		this.blocks = blocks;
		this.out = out;
		this.dropped = dropped;
		List<Message> sent = request.messages().stream().map(this::sendable).toList();
		this.turns = Turns.of(sent, can.can(Ability.SYSTEM_MIDWAY));
		checkCalls(this.turns.turns());
		checkEnd(this.turns.turns());
	}

	private Message sendable(Message message) {
		List<ContentBlock> kept = new ArrayList<>(message.content().size());
		for (ContentBlock block : message.content()) {
			if (this.blocks.takes(block)) {
				kept.add(block);
			}
		}
		return (kept.size() == message.content().size()) ? message
				: new Message(message.role(), kept, message.plain(), message.name(), message.extras());
	}

	private static void checkCalls(List<Message> turns) {
		Set<String> open = new HashSet<>();
		for (Message turn : turns) {
			Set<String> calls = new HashSet<>();
			for (ContentBlock block : turn.content()) {
				if (block instanceof ContentBlock.ToolUse use) {
					calls.add(use.id());
				}
				else if (block instanceof ContentBlock.ToolResult result && !open.remove(result.toolUseId())) {
					throw wrong("A tool result answers the call '" + result.toolUseId()
							+ "', which the assistant's turn before it did not make.");
				}
			}
			if (!open.isEmpty()) {
				throw wrong("The tool call '" + open.iterator().next()
						+ "' has no result in the messages right behind it.");
			}
			open = calls;
		}
	}

	private void checkEnd(List<Message> turns) {
		boolean prefilled = turns.get(turns.size() - 1).role() == Role.ASSISTANT;
		if (prefilled && !this.can.can(Ability.PREFILL)) {
			throw wrong("The last message must not be the assistant's for the chosen model.");
		}
	}

	private static GatewayException wrong(String message) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, message).param("messages");
	}

	void system() {
		List<Message> instructions = this.turns.instructions();
		if (instructions.isEmpty()) {
			return;
		}
		Message only = instructions.get(0);
		if (instructions.size() == 1 && only.plain() && only.content().get(0) instanceof ContentBlock.Text text
				&& text.cache() == null) {
			this.out.member("system", text.passage());
			return;
		}
		this.out.array("system");
		instructions.forEach((message) -> message.content().forEach(this.blocks::block));
		this.out.endArray();
	}

	void messages() {
		List<Message> turns = this.turns.turns();
		this.out.array("messages");
		for (int i = 0; i < turns.size(); i++) {
			Message turn = turns.get(i);
			turn((i + 1 == turns.size() && turn.role() == Role.ASSISTANT) ? trimmed(turn) : turn);
		}
		this.out.endArray();
	}

	private void turn(Message turn) {
		this.out.object().member("role", switch (turn.role()) {
			case ASSISTANT -> "assistant";
			case SYSTEM, DEVELOPER -> "system";
			case USER, TOOL -> "user";
		});
		if (turn.plain() && turn.content().size() == 1 && turn.content().get(0) instanceof ContentBlock.Text text) {
			this.out.member("content", text.passage());
		}
		else {
			this.blocks.list(turn.content());
		}
		turn.extras().write(Dialect.ANTHROPIC_MESSAGES, "messages.", this.out, this.dropped);
		this.out.endObject();
	}

	// White space at the end of a prefill is refused.
	private static Message trimmed(Message turn) {
		List<ContentBlock> content = new ArrayList<>(turn.content());
		int last = content.size() - 1;
		if (content.get(last) instanceof ContentBlock.Text text) {
			content.set(last, new ContentBlock.Text(text.text().stripTrailing(), text.cache(), text.extras()));
		}
		return new Message(turn.role(), content, turn.plain(), turn.name(), turn.extras());
	}

}
