package dev.sluice.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AttemptOpened;

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

	private final KnownFacts facts = new KnownFacts();

	private final KnownAccounts accounts = new KnownAccounts();

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
		byte[] into = this.bytes;
		int at = this.end;
		long left = (value << 1) ^ (value >> 63);
		while ((left & ~0x7FL) != 0) {
			into[at++] = (byte) (left | 0x80);
			left >>>= 7;
		}
		into[at++] = (byte) left;
		this.end = at;
		return this;
	}

	RecordWriter id(UUID id) {
		room(16);
		Bytes.putLong(this.bytes, this.end, id.getMostSignificantBits());
		Bytes.putLong(this.bytes, this.end + 8, id.getLeastSignificantBits());
		this.end += 16;
		return this;
	}

	// The deprecated copy takes ASCII as it is, at once and without an array between.
	@SuppressWarnings("deprecation")
	RecordWriter text(@Nullable String text) {
		if (text == null) {
			return number(-1);
		}
		if (!ascii(text)) {
			return wide(text);
		}
		int length = text.length();
		number(length);
		room(length);
		text.getBytes(0, length, this.bytes, this.end);
		this.end += length;
		return this;
	}

	/** A text of which no more than some bytes are kept. */
	RecordWriter text(@Nullable String text, int most) {
		return text((text != null && text.length() > most / 3) ? text.substring(0, most / 3) : text);
	}

	/** What an attempt has in common with many others. */
	RecordWriter facts(AttemptOpened attempt) {
		this.facts.write(this, attempt);
		return this;
	}

	/** Who pays. */
	RecordWriter accounts(List<AllowanceKey> accounts) {
		this.accounts.write(this, accounts);
		return this;
	}

	/** Bytes as they are. */
	RecordWriter all(byte[] more) {
		return all(more, 0, more.length);
	}

	/** Takes a payload as a reader holds it, with another kind. */
	void copy(RecordKind kind, byte[] read, int length) {
		begin(kind);
		all(read, this.end, length - 2);
	}

	private RecordWriter all(byte[] more, int start, int length) {
		room(length);
		System.arraycopy(more, start, this.bytes, this.end, length);
		this.end += length;
		return this;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/** Where the next byte goes. */
	int end() {
		return this.end;
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

	private RecordWriter wide(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		return number(utf8.length).all(utf8);
	}

	private static boolean ascii(String text) {
		int letters = 0;
		for (int i = 0; i < text.length(); i++) {
			letters |= text.charAt(i);
		}
		return letters < 0x80;
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
