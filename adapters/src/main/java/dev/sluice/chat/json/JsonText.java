package dev.sluice.chat.json;

import org.jspecify.annotations.Nullable;

import dev.sluice.wire.JsonBytes;

/**
 * A text that most calls only pass on: it keeps its place in the document it was read
 * from, with its escapes, and is decoded when somebody asks what it says. Equal to
 * another that says the same.
 */
public final class JsonText {

	private static final byte[] NOWHERE = {};

	private final byte[] document;

	private final int from;

	private final int to;

	private @Nullable String decoded;

	/**
	 * A text that stands in a document.
	 * @param document well-formed JSON, not changed afterwards
	 * @param from the place behind the opening quote
	 * @param to the place of the closing quote
	 */
	JsonText(byte[] document, int from, int to) {
		this.document = document;
		this.from = from;
		this.to = to;
	}

	private JsonText(String text) {
		this(NOWHERE, 0, 0);
		this.decoded = text;
	}

	/**
	 * A text that stands nowhere yet.
	 * @param text any text
	 * @return the same text
	 */
	public static JsonText of(String text) {
		return new JsonText(text);
	}

	/**
	 * Whether there is no text.
	 * @return true for the empty text
	 */
	public boolean isEmpty() {
		return quoted() ? this.from == this.to : toString().isEmpty();
	}

	/**
	 * Whether there is nothing to read.
	 * @return true for the empty text and for white space
	 */
	public boolean isBlank() {
		// A letter in front spares decoding the rest.
		boolean letter = quoted() && this.from < this.to && this.document[this.from] > ' '
				&& this.document[this.from] != '\\';
		return !letter && toString().isBlank();
	}

	/** Whether it stands in a document. */
	boolean quoted() {
		return this.document.length > 0;
	}

	byte[] document() {
		return this.document;
	}

	int from() {
		return this.from;
	}

	int length() {
		return this.to - this.from;
	}

	/** What it says. */
	@Override
	public String toString() {
		String text = this.decoded;
		if (text == null) {
			text = JsonBytes.text(this.document, this.from, this.to);
			this.decoded = text;
		}
		return text;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof JsonText text && toString().equals(text.toString());
	}

	@Override
	public int hashCode() {
		return toString().hashCode();
	}

}
