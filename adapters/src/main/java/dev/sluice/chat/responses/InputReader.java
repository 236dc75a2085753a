package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/**
 * Reads the input: items that the model made one after another (reasoning, a message,
 * calls) become one message of the assistant.
 */
final class InputReader {

	/** Marks the message that was written as the text {@code instructions}. */
	static final String INSTRUCTIONS = "instructions";

	/** Marks the message that was written as the text {@code input}. */
	static final String TEXT_INPUT = "input";

	/** Marks a message whose item told its type, which it need not. */
	static final String TYPE = "type";

	private static final RawJson MARK = new RawJson("true");

	private final JsonReader in;

	private final List<Message> messages = new ArrayList<>();

	private @Nullable Turn turn;

	InputReader(JsonReader in) {
		this.in = in;
	}

	static Message instructions(String text) {
		return marked(Role.SYSTEM, text, INSTRUCTIONS);
	}

	private static Message marked(Role role, String text, String mark) {
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_RESPONSES);
		extras.keep(mark, MARK, Loss.QUIET);
		return new Message(role, List.of(new ContentBlock.Text(text)), true, null, extras.gathered());
	}

	List<Message> read() {
		if (this.in.isString()) {
			return List.of(marked(Role.USER, this.in.text("input"), TEXT_INPUT));
		}
		if (!this.in.isArray()) {
			throw this.in.wrong("input", "Field 'input' must be a string or a list of items.");
		}
		while (this.in.nextElement()) {
			int start = this.in.position();
			if (!this.in.isObject()) {
				throw this.in.wrong("input", "Field 'input' must be a list of objects.");
			}
			ItemReader item = new ItemReader(this.in);
			item.read(start);
			take(item);
		}
		endTurn();
		return List.copyOf(this.messages);
	}

	private void take(ItemReader item) {
		switch (item.type()) {
			case "message" -> message(item);
			case "reasoning" -> {
				ContentBlock thought = item.reasoning();
				if (thought != null) {
					turn(true).content.add(thought);
				}
			}
			case "function_call", "custom_tool_call" -> {
				Turn turn = turn(false);
				turn.calls = true;
				turn.content.add(item.call(item.type().equals("custom_tool_call")));
			}
			case "function_call_output", "custom_tool_call_output" -> {
				endTurn();
				this.messages.add(new Message(Role.TOOL, List.of(item.result())));
			}
			case "item_reference" ->
				throw this.in.wrong("input", "An item of type 'item_reference' refers to a stored conversation, which "
						+ "the API of the chosen model's provider does not know. Send the item itself.");
			case "compaction" -> throw this.in.wrong("input", "An item of type 'compaction' can only be read by the "
					+ "provider that made it. Send the conversation itself, or choose a model of that provider.");
			default -> turn(false).content.add(item.opaque());
		}
	}

	private void message(ItemReader item) {
		if (item.typed()) {
			item.extras().keep(TYPE, new RawJson("\"message\""), Loss.QUIET);
		}
		Role role = switch (String.valueOf(item.role())) {
			case "user" -> Role.USER;
			case "system" -> Role.SYSTEM;
			case "developer" -> Role.DEVELOPER;
			case "assistant" -> Role.ASSISTANT;
			default ->
				throw this.in.wrong("input.role", "A message's role must be user, system, developer or assistant.");
		};
		if (role != Role.ASSISTANT) {
			endTurn();
			this.messages.add(new Message(role, item.content(), item.plain(), null, item.extras().gathered()));
			return;
		}
		Turn turn = turn(true);
		turn.content.addAll(item.content());
		if (!turn.said) {
			turn.said = true;
			turn.plain = item.plain();
			turn.extras = item.extras().gathered();
		}
	}

	// What follows a text begins another message; what follows a call cannot, because
	// the call's result has to come first.
	private Turn turn(boolean fresh) {
		Turn before = this.turn;
		if (before != null && !(fresh && before.said && !before.calls)) {
			return before;
		}
		endTurn();
		Turn turn = new Turn();
		this.turn = turn;
		return turn;
	}

	private void endTurn() {
		Turn over = this.turn;
		this.turn = null;
		if (over != null) {
			this.messages.add(new Message(Role.ASSISTANT, List.copyOf(over.content), over.plain, null, over.extras));
		}
	}

	/** The assistant's message at hand. */
	private static final class Turn {

		private final List<ContentBlock> content = new ArrayList<>();

		private Extras extras = Extras.NONE;

		private boolean plain;

		private boolean said;

		private boolean calls;

	}

}
