package dev.sluice.ledger.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * One file of the journal, mapped. Any thread may append: it claims room by one atomic
 * addition and, last of all, writes the record's length, which is what makes the record
 * exist.
 */
final class Segment {

	/** The version of everything on the disk. */
	static final int VERSION = 1;

	/** Length and checksum before each payload. */
	static final int PREFIX = 8;

	private static final int SEALED = Integer.MAX_VALUE;

	private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private final SegmentFile file;

	private final SegmentHeader header;

	private final MappedByteBuffer mapped;

	private final ByteBuffer words;

	private final int size;

	private final AtomicLong tail = new AtomicLong(SegmentHeader.BYTES);

	private volatile @Nullable Segment next;

	private volatile boolean freed;

	Segment(SegmentFile file, SegmentHeader header) {
		this.file = file;
		this.header = header;
		this.mapped = file.mapped();
		this.words = this.mapped.duplicate();
		this.size = this.mapped.capacity();
	}

	SegmentFile file() {
		return this.file;
	}

	SegmentHeader header() {
		return this.header;
	}

	long number() {
		return this.header.number();
	}

	int size() {
		return this.size;
	}

	/** How far appends have come, whether finished or not. */
	int tail() {
		return (int) Math.min(this.tail.get(), this.size);
	}

	@Nullable Segment next() {
		return this.next;
	}

	void link(Segment next) {
		this.next = next;
	}

	/** Whether nobody needs it any more, and its file may become another segment. */
	boolean freed() {
		return this.freed;
	}

	void free() {
		this.freed = true;
	}

	/** How much a payload takes. */
	static int footprint(int length) {
		return (PREFIX + length + 7) & ~7;
	}

	/**
	 * Appends a record.
	 * @return false when the segment is full
	 */
	boolean append(RecordWriter writer) {
		int length = writer.length();
		int footprint = footprint(length);
		long claimed = this.tail.getAndAdd(footprint);
		if (claimed + footprint > this.size) {
			sealAt(claimed);
			return false;
		}
		int offset = (int) claimed;
		INTS.setOpaque(this.words, offset, -length);
		this.mapped.put(offset + PREFIX, writer.bytes(), RecordWriter.PLACE, length);
		INTS.set(this.words, offset + 4, writer.checksum(this.header.salt(), offset));
		INTS.setRelease(this.words, offset, length);
		return true;
	}

	/**
	 * Reads the record at an offset.
	 * @param into takes it, when it is one
	 * @return what is there
	 */
	Found read(int offset, RecordReader into) {
		if (offset + PREFIX > this.size) {
			return Found.SEAL;
		}
		int length = length(offset);
		if (length <= 0) {
			return Found.NOTHING;
		}
		if (length == SEALED) {
			return sealed(offset) ? Found.SEAL : Found.DAMAGE;
		}
		return plausible(offset, length) && accept(offset, length, into) ? Found.RECORD : Found.DAMAGE;
	}

	/**
	 * Looks for the next place from which reading can go on.
	 * @return its offset, or the size when nothing more can be read
	 */
	int resync(int offset, RecordReader into) {
		for (int at = offset; at + PREFIX <= this.size; at += 8) {
			Found found = read(at, into);
			if (found == Found.RECORD || found == Found.SEAL) {
				return at;
			}
		}
		return this.size;
	}

	/**
	 * How far appends are whole.
	 * @param offset where one begins
	 * @return where the first one begins that is not, or the size when no more can come
	 */
	int wholeFrom(int offset) {
		int at = offset;
		while (at + PREFIX <= this.size) {
			int length = length(at);
			if (length == SEALED) {
				return this.size;
			}
			if (length <= 0 || !plausible(at, length)) {
				return at;
			}
			at += footprint(length);
		}
		return this.size;
	}

	/**
	 * Takes what another holds of the same and this one does not, record by record.
	 * @param other has the same header
	 * @param clean whether to remove what neither can read, since it is of something
	 * older
	 */
	void restore(Segment other, boolean clean) {
		RecordReader record = new RecordReader();
		int at = SegmentHeader.BYTES;
		while (at + PREFIX <= this.size) {
			int whole = whole(at, record);
			if (whole == 0) {
				whole = other.whole(at, record);
				this.mapped.put(at, other.mapped, at, whole);
			}
			if (whole == 0 && clean) {
				this.mapped.putLong(at, 0);
			}
			at += Math.max(whole, 8);
		}
	}

	/** How many bytes the record or the seal at an offset takes; 0 when there is none. */
	private int whole(int offset, RecordReader into) {
		return switch (read(offset, into)) {
			case RECORD -> footprint(into.length());
			case SEAL -> PREFIX;
			default -> 0;
		};
	}

	/** Whether nothing was ever written from an offset on. */
	boolean untouchedFrom(int offset) {
		for (int at = offset; at + 8 <= this.size; at += 8) {
			if (this.mapped.getLong(at) != 0) {
				return false;
			}
		}
		return true;
	}

	void force(int from, int to) {
		this.file.force(from, to);
	}

	// Only the first that does not fit finds room for the mark; the others are behind the
	// end.
	private void sealAt(long offset) {
		if (offset + PREFIX <= this.size) {
			int at = (int) offset;
			INTS.set(this.words, at + 4, sealChecksum(at));
			INTS.setRelease(this.words, at, SEALED);
		}
	}

	private boolean sealed(int offset) {
		return (int) INTS.get(this.words, offset + 4) == sealChecksum(offset);
	}

	private int sealChecksum(int offset) {
		return Long.hashCode(this.header.salt() * 31 + offset);
	}

	private int length(int offset) {
		return (int) INTS.getAcquire(this.words, offset);
	}

	private boolean plausible(int offset, int length) {
		return length <= RecordWriter.MAX_PAYLOAD && offset + PREFIX + length <= this.size;
	}

	private boolean accept(int offset, int length, RecordReader into) {
		this.mapped.get(offset + PREFIX, into.bytes(), RecordWriter.PLACE, length);
		return into.accept(this.header.salt(), offset, length, (int) INTS.get(this.words, offset + 4));
	}

	/** What can be found at an offset. */
	enum Found {

		/** A record, now in the reader. */
		RECORD,

		/** The segment's end: it goes on in the next. */
		SEAL,

		/** No record, or not yet. */
		NOTHING,

		/** Bytes that are not what was written. */
		DAMAGE

	}

}
