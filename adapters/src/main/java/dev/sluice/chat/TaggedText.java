package dev.sluice.chat;

import java.util.function.Consumer;

/**
 * Tells thoughts from text where a model writes them in front of its answer, between the
 * tags {@code <think>} and {@code </think>}. Tags may be cut anywhere.
 */
final class TaggedText {

	private static final String OPEN = "<think>";

	private static final String CLOSE = "</think>";

	private final StringBuilder held = new StringBuilder();

	private final Consumer<String> thought;

	private final Consumer<String> said;

	private final boolean first;

	private Place place = Place.START;

	/**
	 * Begins to split.
	 * @param first whether thoughts come first though no tag opens them
	 */
	TaggedText(boolean first, Consumer<String> thought, Consumer<String> said) {
		this.first = first;
		this.thought = thought;
		this.said = said;
	}

	/**
	 * Splits a whole text, of which it can be seen whether the tag that opens is missing:
	 * templates of some models put it into the prompt.
	 */
	static void whole(String text, Consumer<String> thought, Consumer<String> said) {
		int close = text.indexOf(CLOSE);
		boolean missing = close >= 0 && !text.substring(0, close).contains(OPEN);
		TaggedText split = new TaggedText(missing, thought, said);
		split.add(text);
		split.end();
	}

	/** Takes the next piece. */
	void add(String piece) {
		if (this.place == Place.TEXT) {
			this.said.accept(piece);
			return;
		}
		this.held.append(piece);
		boolean on = true;
		while (on) {
			on = switch (this.place) {
				case START -> begun();
				case THOUGHTS -> thoughts();
				case BEHIND -> behind();
				case TEXT -> text();
			};
		}
	}

	// White space in front of the tag is nobody's, in front of text it is the text's.
	private boolean begun() {
		int at = blank();
		int there = Math.min(OPEN.length(), this.held.length() - at);
		if (!OPEN.regionMatches(0, this.held.substring(at, at + there), 0, there)) {
			this.place = this.first ? Place.THOUGHTS : Place.TEXT;
			return true;
		}
		if (there < OPEN.length()) {
			return false;
		}
		this.held.delete(0, at + OPEN.length());
		this.place = Place.THOUGHTS;
		return true;
	}

	private boolean thoughts() {
		int close = this.held.indexOf(CLOSE);
		int sure = (close >= 0) ? close : this.held.length() - begunTag();
		tell(this.thought, sure);
		if (close >= 0) {
			this.held.delete(0, CLOSE.length());
			this.place = Place.BEHIND;
		}
		return close >= 0;
	}

	/** How many characters at the end may be the begin of the tag that closes. */
	private int begunTag() {
		for (int length = Math.min(CLOSE.length() - 1, this.held.length()); length > 0; length--) {
			if (CLOSE.startsWith(this.held.substring(this.held.length() - length))) {
				return length;
			}
		}
		return 0;
	}

	private boolean behind() {
		this.held.delete(0, blank());
		if (this.held.isEmpty()) {
			return false;
		}
		this.place = Place.TEXT;
		return true;
	}

	private boolean text() {
		tell(this.said, this.held.length());
		return false;
	}

	private int blank() {
		int at = 0;
		while (at < this.held.length() && Character.isWhitespace(this.held.charAt(at))) {
			at++;
		}
		return at;
	}

	private void tell(Consumer<String> to, int length) {
		if (length > 0) {
			to.accept(this.held.substring(0, length));
			this.held.delete(0, length);
		}
	}

	/** Nothing more will come: what waits for the rest of a tag is told as it is. */
	void end() {
		tell((this.place == Place.THOUGHTS) ? this.thought : this.said, this.held.length());
	}

	/** The provider tells thoughts itself, so tags are text. */
	void off() {
		end();
		this.place = Place.TEXT;
	}

	private enum Place {

		START, THOUGHTS, BEHIND, TEXT

	}

}
