package dev.sluice.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * A conversation for dialects in which user and assistant take turns: instructions in
 * front apart, neighbours of one role merged, tool results in the user's turn and first
 * in it, empty text and empty turns left out.
 *
 * @param instructions the system messages in front, in order
 * @param turns the roles {@code USER} and {@code ASSISTANT} alternating; between them
 * {@code SYSTEM} where the target takes it
 */
public record Turns(List<Message> instructions, List<Message> turns) {

	/**
	 * Takes turns.
	 * @param messages the conversation as its client wrote it
	 * @param systemMidway whether the target takes system messages between others; else
	 * they become the user's text, in a marker, where they stand
	 * @return the turns, beginning with the user
	 * @throws GatewayException when nothing is left, or the assistant begins
	 */
	public static Turns of(List<Message> messages, boolean systemMidway) {
		int first = 0;
		while (first < messages.size() && messages.get(first).role().instructs()) {
			first++;
		}
		List<Message> instructions = messages.subList(0, first).stream().map(Turns::withoutBlanks).toList();
		List<Message> turns = new ArrayList<>();
		for (int i = first; i < messages.size(); i++) {
			add(turns, turn(messages, i, systemMidway));
		}
		List<Message> ordered = turns.stream().map(Turns::resultsFirst).toList();
		check(ordered);
		return new Turns(instructions.stream().filter((message) -> !message.content().isEmpty()).toList(), ordered);
	}

	private static void check(List<Message> turns) {
		if (turns.isEmpty()) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"No message has any content. Send at least one user message with text.")
				.param("messages");
		}
		if (turns.get(0).role() != Role.USER) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The first message besides system messages must be the user's for the chosen model.")
				.param("messages");
		}
	}

	private static Message turn(List<Message> messages, int at, boolean systemMidway) {
		Message message = messages.get(at);
		if (message.role().instructs()) {
			return (systemMidway && nativePlace(messages, at)) ? withRole(withoutBlanks(message), Role.SYSTEM)
					: marked(message);
		}
		return withRole(withoutBlanks(message), (message.role() == Role.TOOL) ? Role.USER : message.role());
	}

	// After a user's turn, last or before the assistant, and not two in a row.
	private static boolean nativePlace(List<Message> messages, int at) {
		Role before = messages.get(at - 1).role();
		boolean last = at + 1 == messages.size();
		return (before == Role.USER || before == Role.TOOL) && (last || messages.get(at + 1).role() == Role.ASSISTANT);
	}

	private static Message marked(Message message) {
		List<ContentBlock> marked = new ArrayList<>();
		for (ContentBlock block : message.content()) {
			if (block instanceof ContentBlock.Text text && !text.blank()) {
				marked.add(
						new ContentBlock.Text("<system>\n" + text.text() + "\n</system>", text.cache(), text.extras()));
			}
		}
		return new Message(Role.USER, marked);
	}

	private static void add(List<Message> turns, Message message) {
		if (message.content().isEmpty()) {
			return;
		}
		int last = turns.size() - 1;
		if (last >= 0 && turns.get(last).role() == message.role()) {
			Message before = turns.get(last);
			List<ContentBlock> merged = Stream.concat(before.content().stream(), message.content().stream()).toList();
			turns.set(last, new Message(message.role(), merged));
			return;
		}
		turns.add(message);
	}

	private static Message withoutBlanks(Message message) {
		if (message.content().stream().noneMatch(Turns::blank)) {
			return message;
		}
		List<ContentBlock> kept = message.content().stream().filter((block) -> !blank(block)).toList();
		return new Message(message.role(), kept, message.plain(), message.name(), message.extras());
	}

	private static boolean blank(ContentBlock block) {
		return block instanceof ContentBlock.Text text && text.blank();
	}

	private static Message withRole(Message message, Role role) {
		return (message.role() == role) ? message
				: new Message(role, message.content(), message.plain(), message.name(), message.extras());
	}

	private static Message resultsFirst(Message message) {
		boolean text = false;
		boolean late = false;
		for (ContentBlock block : message.content()) {
			boolean result = block instanceof ContentBlock.ToolResult;
			late |= result && text;
			text |= !result;
		}
		if (!late) {
			return message;
		}
		List<ContentBlock> ordered = Stream
			.concat(message.content().stream().filter(ContentBlock.ToolResult.class::isInstance),
					message.content().stream().filter((block) -> !(block instanceof ContentBlock.ToolResult)))
			.toList();
		return new Message(message.role(), ordered, message.plain(), message.name(), message.extras());
	}

}
