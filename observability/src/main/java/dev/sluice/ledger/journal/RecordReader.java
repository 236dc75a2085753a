package dev.sluice.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

import dev.sluice.ledger.AllowanceKey;
import org.jspecify.annotations.Nullable;

/** One record being read, by one thread. */
final class RecordReader {

	private static final int LONGEST_NAME = 128;

	private static final int LONGEST_ACCOUNTS = 512;

	private final Recurring<String> names = new Recurring<>(9, LONGEST_NAME);

	private final Recurring<List<AllowanceKey>> accounts = new Recurring<>(8, LONGEST_ACCOUNTS);

	private final KnownFacts facts = new KnownFacts();

	private List<String> tags = List.of();

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

	/** A text that is not expected to come again. */
	@Nullable String maybeText() {
		int length = size();
		return (length < 0) ? null : text(next(length), length);
	}

	/** A text that is not expected to come again. */
	String text() {
		String text = maybeText();
		return (text != null) ? text : "";
	}

	/**
	 * A text that most records have. It is shared among them, since all that a batch
	 * consists of outlives several collections.
	 */
	@Nullable String maybeName() {
		int length = size();
		if (length <= 0) {
			return (length < 0) ? null : "";
		}
		int start = next(length);
		return this.names.of(this.bytes, start, length, () -> text(start, length));
	}

	/** A text that most records have, shared among them. */
	String name() {
		String name = maybeName();
		return (name != null) ? name : "";
	}

	/** Labels, shared with the record before when they are the same. */
	List<String> tags(List<String> read) {
		if (!read.equals(this.tags)) {
			this.tags = List.copyOf(read);
		}
		return this.tags;
	}

	/**
	 * All that is left, shared among the records that end alike.
	 * @param read reads it
	 */
	List<AllowanceKey> accounts(Supplier<List<AllowanceKey>> read) {
		int start = this.at;
		List<AllowanceKey> found = this.accounts.of(this.bytes, start, this.end - start, read);
		this.at = this.end;
		return found;
	}

	/** What an attempt has in common with many others, shared among them. */
	Facts facts() {
		return this.facts.read(this);
	}

	/** Where the next byte is. */
	int at() {
		return this.at;
	}

	/**
	 * Passes over some bytes if they come next.
	 * @return whether they did
	 */
	boolean skip(byte[] expected) {
		int until = this.at + expected.length;
		boolean there = until <= this.end && Arrays.equals(this.bytes, this.at, until, expected, 0, expected.length);
		this.at = there ? until : this.at;
		return there;
	}

	private String text(int start, int length) {
		return new String(this.bytes, start, length, StandardCharsets.UTF_8);
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
