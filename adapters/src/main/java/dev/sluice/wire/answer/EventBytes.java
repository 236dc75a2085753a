package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;

import dev.sluice.wire.TextRuns;

/**
 * The event at hand: its bytes, and for SSE its name and where its data stands. Reused
 * for all events of a stream.
 */
public final class EventBytes {

	private static final byte[] DATA = { 'd', 'a', 't', 'a' };

	private static final byte[] EVENT = { 'e', 'v', 'e', 'n', 't' };

	private static final byte[] DONE = { '[', 'D', 'O', 'N', 'E', ']' };

	private static final int INITIAL = 1024;

	private static final int KEPT = 64 * 1024;

	private byte[] bytes = new byte[INITIAL];

	private int from;

	private int to;

	private int parts;

	private String name = "";

	private String lastName = "";

	private byte[] lastNameBytes = {};

	/**
	 * Takes the bytes of an event, whose range is then the whole of it.
	 * @param event one whole event; its indices are not changed
	 */
	public void load(ByteBuf event) {
		int length = event.readableBytes();
		if (this.bytes.length < length || this.bytes.length > KEPT) {
			this.bytes = new byte[Math.max(length, INITIAL)];
		}
		event.getBytes(event.readerIndex(), this.bytes, 0, length);
		this.from = 0;
		this.to = length;
	}

	/**
	 * Narrows the range from a whole SSE event to its data.
	 */
	public void readSse() {
		int end = this.to;
		int at = withoutMark();
		this.name = "";
		this.parts = 0;
		this.from = end;
		while (at < end) {
			int lineEnd = TextRuns.toLineEnd(this.bytes, at, end);
			field(at, lineEnd);
			at = lineEnd + 1;
		}
		this.to = (this.parts == 0) ? this.from : this.to;
	}

	private int withoutMark() {
		boolean mark = this.to - this.from >= 3 && this.bytes[this.from] == (byte) 0xEF
				&& this.bytes[this.from + 1] == (byte) 0xBB && this.bytes[this.from + 2] == (byte) 0xBF;
		return mark ? this.from + 3 : this.from;
	}

	private void field(int start, int end) {
		if (isField(DATA, start, end)) {
			data(value(start + DATA.length, end), end);
		}
		else if (isField(EVENT, start, end)) {
			name(value(start + EVENT.length, end), end);
		}
	}

	private boolean isField(byte[] field, int start, int end) {
		int colon = start + field.length;
		return colon <= end && Arrays.equals(this.bytes, start, colon, field, 0, field.length)
				&& (colon == end || this.bytes[colon] == ':');
	}

	private int value(int colon, int end) {
		int at = Math.min(colon + 1, end);
		return (at < end && this.bytes[at] == ' ') ? at + 1 : at;
	}

	private void data(int start, int end) {
		if (this.parts++ == 0) {
			this.from = start;
			this.to = end;
			return;
		}
		// Later lines move up behind the first, over field names already read.
		this.bytes[this.to] = '\n';
		System.arraycopy(this.bytes, start, this.bytes, this.to + 1, end - start);
		this.to += 1 + end - start;
	}

	private void name(int start, int end) {
		if (!Arrays.equals(this.bytes, start, end, this.lastNameBytes, 0, this.lastNameBytes.length)) {
			this.lastNameBytes = Arrays.copyOfRange(this.bytes, start, end);
			this.lastName = new String(this.lastNameBytes, StandardCharsets.UTF_8);
		}
		this.name = this.lastName;
	}

	/**
	 * Leaves out white space at both ends, and the bracket or comma in front of an
	 * element of a streamed array.
	 * @param element whether such a bracket or comma may stand there
	 */
	public void trim(boolean element) {
		this.from = Needles.skipSpace(this.bytes, this.from, this.to);
		if (element && this.from < this.to && (this.bytes[this.from] == ',' || this.bytes[this.from] == '[')) {
			this.from = Needles.skipSpace(this.bytes, this.from + 1, this.to);
		}
		while (this.to > this.from && this.bytes[this.to - 1] <= ' ' && this.bytes[this.to - 1] >= 0) {
			this.to--;
		}
	}

	/**
	 * Whether the bytes are bare JSON rather than SSE.
	 * @return true for an element of a streamed array, and for the array's own brackets
	 */
	public boolean isElement() {
		int at = Needles.skipSpace(this.bytes, this.from, this.to);
		return at < this.to && "[{,]".indexOf(this.bytes[at]) >= 0;
	}

	/**
	 * Whether nothing is left in the range.
	 * @return true for comments and events without data
	 */
	public boolean isEmpty() {
		return this.from >= this.to;
	}

	/**
	 * Whether the range holds OpenAI's end mark.
	 * @return true for {@code [DONE]}
	 */
	public boolean isDone() {
		return this.to - this.from == DONE.length
				&& Arrays.equals(this.bytes, this.from, this.to, DONE, 0, DONE.length);
	}

	boolean startsWith(char expected) {
		return this.from < this.to && this.bytes[this.from] == expected;
	}

	boolean lacks(Needles needles) {
		return needles.absent(this.bytes, this.from, this.to);
	}

	/**
	 * The array that the range is of, overwritten by the next event.
	 * @return bytes
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Where the range begins.
	 * @return the place of its first byte
	 */
	public int from() {
		return this.from;
	}

	/**
	 * How long the range is.
	 * @return bytes
	 */
	public int length() {
		return this.to - this.from;
	}

	/**
	 * The event's name.
	 * @return the name, empty when it has none
	 */
	public String name() {
		return this.name;
	}

}
