package dev.sluice.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * One record being put together, by one thread. Its first bytes are room for what the
 * checksum covers besides the payload: where the record lies.
 */
final class RecordWriter {

	/** The longest payload. */
	static final int MAX_PAYLOAD = 32 * 1024 - Segment.PREFIX;

	/** Room for the segment's salt, the record's offset and its length. */
	static final int PLACE = 16;

	private final CRC32C checksum = new CRC32C();

	private byte[] bytes = new byte[1024];

	private int end;

	RecordWriter begin(RecordKind kind) {
		this.end = PLACE;
		octet(Segment.VERSION);
		octet(kind.code());
		return this;
	}

	RecordWriter octet(int value) {
		room(1);
		this.bytes[this.end++] = (byte) value;
		return this;
	}

	/** A whole number in 1 to 10 bytes; small ones are short, negative ones too. */
	RecordWriter number(long value) {
		room(10);
		long left = (value << 1) ^ (value >> 63);
		while ((left & ~0x7FL) != 0) {
			this.bytes[this.end++] = (byte) (left | 0x80);
			left >>>= 7;
		}
		this.bytes[this.end++] = (byte) left;
		return this;
	}

	RecordWriter id(UUID id) {
		room(16);
		Bytes.putLong(this.bytes, this.end, id.getMostSignificantBits());
		Bytes.putLong(this.bytes, this.end + 8, id.getLeastSignificantBits());
		this.end += 16;
		return this;
	}

	RecordWriter text(@Nullable String text) {
		if (text == null) {
			return number(-1);
		}
		int length = text.length();
		number(length);
		room(length);
		int start = this.end;
		for (int i = 0; i < length; i++) {
			char letter = text.charAt(i);
			if (letter >= 0x80) {
				return wide(text, start);
			}
			this.bytes[this.end++] = (byte) letter;
		}
		return this;
	}

	/** A text of which no more than some bytes are kept. */
	RecordWriter text(@Nullable String text, int most) {
		return text((text != null && text.length() > most / 3) ? text.substring(0, most / 3) : text);
	}

	/** Takes a payload as a reader holds it, with another kind. */
	void copy(RecordKind kind, byte[] read, int length) {
		begin(kind);
		room(length - 2);
		System.arraycopy(read, this.end, this.bytes, this.end, length - 2);
		this.end += length - 2;
	}

	byte[] bytes() {
		return this.bytes;
	}

	int length() {
		return this.end - PLACE;
	}

	int checksum(long salt, int offset) {
		return checksum(this.checksum, this.bytes, salt, offset, length());
	}

	static int checksum(CRC32C checksum, byte[] bytes, long salt, int offset, int length) {
		Bytes.putLong(bytes, 0, salt);
		Bytes.putLong(bytes, 8, ((long) offset << 32) | length);
		checksum.reset();
		checksum.update(bytes, 0, PLACE + length);
		return (int) checksum.getValue();
	}

	// The length was written as if all were ASCII; it is written again.
	private RecordWriter wide(String text, int start) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		this.end = start - sizeOf(text.length());
		number(utf8.length);
		room(utf8.length);
		System.arraycopy(utf8, 0, this.bytes, this.end, utf8.length);
		this.end += utf8.length;
		return this;
	}

	private static int sizeOf(long value) {
		return (63 - Long.numberOfLeadingZeros((value << 1) | 1)) / 7 + 1;
	}

	private void room(int more) {
		if (this.end + more <= this.bytes.length) {
			return;
		}
		if (this.end + more > PLACE + MAX_PAYLOAD) {
			throw new RecordTooLongException();
		}
		this.bytes = Arrays.copyOf(this.bytes, Math.min(PLACE + MAX_PAYLOAD, 2 * (this.end + more)));
	}

}
