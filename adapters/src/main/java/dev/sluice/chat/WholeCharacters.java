package dev.sluice.chat;

import java.util.function.Consumer;

/**
 * Holds back half a character at the end of a piece of text until its other half comes
 * with the next piece: some providers cut between the surrogates of an emoji.
 */
final class WholeCharacters implements Consumer<ChatEvent> {

	private final Consumer<ChatEvent> next;

	private char half;

	private int choice;

	private int tool;

	private Kind kind = Kind.TEXT;

	WholeCharacters(Consumer<ChatEvent> next) {
		this.next = next;
	}

	@Override
	public void accept(ChatEvent event) {
		if (event instanceof ChatEvent.TextDelta delta) {
			piece(Kind.TEXT, delta.choice(), -1, delta.text(), event);
		}
		else if (event instanceof ChatEvent.ToolArguments delta) {
			piece(Kind.ARGUMENTS, delta.choice(), delta.tool(), delta.fragment(), event);
		}
		else if (event instanceof ChatEvent.ThinkingDelta delta) {
			piece(Kind.THINKING, delta.choice(), -1, delta.text(), event);
		}
		else {
			release();
			this.next.accept(event);
		}
	}

	private void piece(Kind kind, int choice, int tool, String text, ChatEvent event) {
		boolean cut = Character.isHighSurrogate(text.charAt(text.length() - 1));
		if (this.half == 0 && !cut) {
			this.next.accept(event);
			return;
		}
		String whole = text;
		if (this.half != 0 && this.kind == kind && this.choice == choice && this.tool == tool) {
			whole = this.half + text;
			this.half = 0;
		}
		release();
		this.kind = kind;
		this.choice = choice;
		this.tool = tool;
		if (cut) {
			this.half = whole.charAt(whole.length() - 1);
			whole = whole.substring(0, whole.length() - 1);
		}
		say(whole);
	}

	private void release() {
		if (this.half != 0) {
			String lone = String.valueOf(this.half);
			this.half = 0;
			say(lone);
		}
	}

	private void say(String text) {
		if (!text.isEmpty()) {
			this.next.accept(switch (this.kind) {
				case TEXT -> new ChatEvent.TextDelta(this.choice, text);
				case THINKING -> new ChatEvent.ThinkingDelta(this.choice, text);
				case ARGUMENTS -> new ChatEvent.ToolArguments(this.choice, this.tool, text);
			});
		}
	}

	private enum Kind {

		TEXT, THINKING, ARGUMENTS

	}

}
