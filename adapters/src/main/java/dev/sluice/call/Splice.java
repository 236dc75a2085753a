package dev.sluice.call;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One change of a body: the bytes of a span are left out and others put in their place.
 *
 * @param span what is left out; an empty span inserts
 * @param replacement what is put there; not to be changed afterwards
 */
public record Splice(Span span, byte[] replacement) {

	private static final byte[] NOTHING = {};

	/**
	 * Puts text in the place of a span.
	 * @param span what is left out
	 * @param text what is put there, in UTF-8
	 * @return the change
	 */
	public static Splice replace(Span span, String text) {
		return new Splice(span, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Leaves a span out.
	 * @param span what is left out
	 * @return the change
	 */
	public static Splice cut(Span span) {
		return new Splice(span, NOTHING);
	}

	/**
	 * Puts text at a position.
	 * @param position where
	 * @param text what, in UTF-8
	 * @return the change
	 */
	public static Splice insert(int position, String text) {
		return replace(new Span(position, position), text);
	}

	/**
	 * By how much changes alter the length of a body.
	 * @param splices the changes
	 * @return bytes added, negative when there are fewer
	 */
	public static long growth(List<Splice> splices) {
		long growth = 0;
		for (Splice splice : splices) {
			growth += splice.replacement.length - splice.span.length();
		}
		return growth;
	}

}
