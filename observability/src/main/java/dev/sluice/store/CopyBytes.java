package dev.sluice.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Bytes in PostgreSQL's order, in an array. A buffer would ask for its room and its owner
 * at each of a row's hundred numbers; the driver copies what it sends anyway.
 */
final class CopyBytes {

	private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private byte[] bytes;

	private int end;

	CopyBytes(int size) {
		this.bytes = new byte[size];
	}

	int length() {
		return this.end;
	}

	CopyBytes octet(int value) {
		int at = room(1);
		this.bytes[at] = (byte) value;
		return this;
	}

	CopyBytes number16(int value) {
		int at = room(Short.BYTES);
		SHORTS.set(this.bytes, at, (short) value);
		return this;
	}

	CopyBytes number32(int value) {
		int at = room(Integer.BYTES);
		INTS.set(this.bytes, at, value);
		return this;
	}

	CopyBytes number64(long value) {
		int at = room(Long.BYTES);
		LONGS.set(this.bytes, at, value);
		return this;
	}

	CopyBytes all(byte[] more) {
		int at = room(more.length);
		System.arraycopy(more, 0, this.bytes, at, more.length);
		return this;
	}

	/** A text with its length before it. */
	CopyBytes text(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		return number32(utf8.length).all(utf8);
	}

	byte[] since(int start) {
		return Arrays.copyOfRange(this.bytes, start, this.end);
	}

	/** All of it, not to be changed any more. */
	ByteBuf buffer() {
		return Unpooled.wrappedBuffer(this.bytes, 0, this.end);
	}

	/** Takes room for so many more, perhaps in another array. */
	private int room(int more) {
		int start = this.end;
		this.end = Math.addExact(start, more);
		if (this.end > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.end, 2 * this.bytes.length));
		}
		return start;
	}

}
