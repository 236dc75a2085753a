package dev.sluice.call;

/**
 * A range of bytes in a body.
 *
 * @param start the first byte
 * @param end the byte after the last
 */
public record Span(int start, int end) {

	/** Checks the order of the borders. */
	public Span {
		if (start < 0 || end < start) {
			throw new IllegalArgumentException("not a span: " + start + ".." + end);
		}
	}

	/**
	 * How many bytes it covers.
	 * @return the length
	 */
	public int length() {
		return this.end - this.start;
	}

}
