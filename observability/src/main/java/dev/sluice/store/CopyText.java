package dev.sluice.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
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
	void write(ByteBuf out, String text) {
		boolean again = text.equals(this.last);
		if (again && this.bytes != null) {
			out.writeBytes(this.bytes);
			return;
		}
		int start = out.writerIndex();
		out.writeInt(0);
		int length = ByteBufUtil.writeUtf8(out, text);
		out.setInt(start, length);
		this.last = text;
		// What never comes twice, such as an id, is not worth its copy.
		this.bytes = (again && length <= LONGEST) ? ByteBufUtil.getBytes(out, start, Integer.BYTES + length) : null;
	}

}
