package dev.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * The texts of one column, one after the other. Most columns have the same in many rows,
 * whose bytes are then copied.
 */
final class CopyText {

	/** The bytes of the longest text that is kept. */
	static final int LONGEST = 1024;

	private @Nullable String last;

	private byte @Nullable [] bytes;

	/** Whether the bytes of the last text are there to be copied. */
	boolean repeats() {
		return this.bytes != null;
	}

	/** Writes a text with its length before it. */
	void write(CopyBytes out, String text) {
		boolean again = text.equals(this.last);
		if (again && this.bytes != null) {
			out.all(this.bytes);
			return;
		}
		int start = out.length();
		out.text(text);
		this.last = text;
		// What never comes twice, such as an id, is not worth its copy.
		this.bytes = (again && out.length() - start <= Integer.BYTES + LONGEST) ? out.since(start) : null;
	}

}
