package dev.sluice.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/** One record being read, by one thread. */
final class RecordReader {

	private final CRC32C checksum = new CRC32C();

	private final byte[] bytes = new byte[RecordWriter.PLACE + RecordWriter.MAX_PAYLOAD];

	private int at;

	private int end;

	/**
	 * Where to put the payload.
	 * @return an array with the payload from index {@link RecordWriter#PLACE}
	 */
	byte[] bytes() {
		return this.bytes;
	}

	/** Takes the payload just put there, if it is what was written at that place. */
	boolean accept(long salt, int offset, int length, int expected) {
		if (RecordWriter.checksum(this.checksum, this.bytes, salt, offset, length) != expected) {
			return false;
		}
		this.at = RecordWriter.PLACE;
		this.end = RecordWriter.PLACE + length;
		return true;
	}

	int length() {
		return this.end - RecordWriter.PLACE;
	}

	RecordKind kind() {
		int version = octet();
		if (version != Segment.VERSION) {
			throw new IllegalArgumentException("Unknown version of record " + version);
		}
		return RecordKind.of(octet());
	}

	int octet() {
		return this.bytes[next(1)];
	}

	long number() {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			int octet = this.bytes[next(1)];
			value |= (long) (octet & 0x7F) << shift;
			if (octet >= 0) {
				break;
			}
		}
		return (value >>> 1) ^ -(value & 1);
	}

	int size() {
		return Math.toIntExact(number());
	}

	UUID id() {
		int start = next(16);
		return new UUID(Bytes.getLong(this.bytes, start), Bytes.getLong(this.bytes, start + 8));
	}

	@Nullable String maybeText() {
		int length = size();
		return (length < 0) ? null : new String(this.bytes, next(length), length, StandardCharsets.UTF_8);
	}

	String text() {
		String text = maybeText();
		return (text != null) ? text : "";
	}

	private int next(int length) {
		int start = this.at;
		if (length < 0 || length > this.end - start) {
			throw new IllegalArgumentException("The record ends early");
		}
		this.at = start + length;
		return start;
	}

}
