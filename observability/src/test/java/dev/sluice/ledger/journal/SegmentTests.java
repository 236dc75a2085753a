package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.ledger.journal.Segment.Found;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** One file of the journal: what fits, where it ends, and what is damage. */
class SegmentTests {

	private static final int SIZE = 4_096;

	private static final int FIRST = SegmentHeader.BYTES;

	private static final SegmentHeader HEADER = new SegmentHeader(7, 5, 42);

	@TempDir
	Path folder;

	private final RecordReader reader = new RecordReader();

	private JournalFolder files;

	private SegmentFile file;

	private Segment segment;

	@BeforeEach
	void make() throws IOException {
		this.files = new JournalFolder(this.folder, SIZE, JournalFolder.Disk.REAL);
		this.file = this.files.create();
		this.segment = this.file.begin(HEADER);
	}

	@Test
	void recordsFollowEachOther() {
		assertThat(this.segment.tail()).isEqualTo(FIRST);
		append(this.segment, 32);
		append(this.segment, 40);
		assertThat(this.segment.tail()).isEqualTo(FIRST + 72);
		assertThat(this.segment.read(FIRST, this.reader)).isEqualTo(Found.RECORD);
		assertThat(this.reader.length()).isEqualTo(24);
		assertThat(this.segment.read(FIRST + 32, this.reader)).isEqualTo(Found.RECORD);
		assertThat(this.segment.read(FIRST + 72, this.reader)).isEqualTo(Found.NOTHING);
		assertThat(this.segment.untouchedFrom(FIRST + 72)).isTrue();
		assertThat(this.segment.untouchedFrom(FIRST + 64)).isFalse();
	}

	@Test
	void aRecordTakesWholeWords() {
		assertThat(Segment.footprint(0)).isEqualTo(8);
		assertThat(Segment.footprint(1)).isEqualTo(16);
		assertThat(Segment.footprint(8)).isEqualTo(16);
		assertThat(Segment.footprint(9)).isEqualTo(24);
	}

	@Test
	void theLastRecordMayReachTheEnd() {
		append(this.segment, SIZE - FIRST - 48);
		append(this.segment, 48);
		assertThat(this.segment.read(SIZE - 48, this.reader)).isEqualTo(Found.RECORD);
		assertThat(this.segment.read(SIZE, this.reader)).isEqualTo(Found.SEAL);
		assertThat(this.segment.append(record(32))).isFalse();
		assertThat(this.segment.tail()).isEqualTo(SIZE);
	}

	@Test
	void theLongestRecordIsARecord() throws IOException {
		JournalFolder large = new JournalFolder(this.folder, 64 * 1024, JournalFolder.Disk.REAL);
		Segment roomy = large.create().begin(HEADER);
		append(roomy, Segment.footprint(RecordWriter.MAX_PAYLOAD));
		assertThat(roomy.read(FIRST, this.reader)).isEqualTo(Found.RECORD);
		assertThat(this.reader.length()).isEqualTo(RecordWriter.MAX_PAYLOAD);
	}

	@Test
	void anAppendThatEndsInItsMidstLeavesItsMark() {
		RecordWriter broken = mock(RecordWriter.class);
		when(broken.length()).thenReturn(24);
		when(broken.bytes()).thenThrow(new IllegalStateException("killed"));
		assertThatIllegalStateException().isThrownBy(() -> this.segment.append(broken));
		assertThat(Integer.reverseBytes(mapped().getInt(FIRST))).isEqualTo(-24);
		assertThat(this.segment.read(FIRST, this.reader)).isEqualTo(Found.NOTHING);
	}

	@Test
	void appendsAreWholeUpToTheFirstThatIsNot() {
		assertThat(this.segment.wholeFrom(FIRST)).isEqualTo(FIRST);
		append(this.segment, 32);
		append(this.segment, 40);
		assertThat(this.segment.wholeFrom(FIRST)).isEqualTo(FIRST + 72);
		assertThat(this.segment.wholeFrom(FIRST + 32)).isEqualTo(FIRST + 72);
		for (int length : new int[] { -24, SIZE - FIRST - 72 - 7, RecordWriter.MAX_PAYLOAD + 1,
				Integer.MAX_VALUE - 1 }) {
			mapped().putInt(FIRST + 72, Integer.reverseBytes(length));
			assertThat(this.segment.wholeFrom(FIRST)).as("length %d", length).isEqualTo(FIRST + 72);
		}
		append(this.segment, SIZE - FIRST - 72 - 8);
		assertThat(this.segment.wholeFrom(FIRST)).isEqualTo(SIZE - 8);
		assertThat(this.segment.append(record(32))).isFalse();
		assertThat(this.segment.wholeFrom(FIRST)).as("sealed").isEqualTo(SIZE);
	}

	@Test
	void aSegmentThatIsFullToItsEndIsWholeWithoutASeal() {
		append(this.segment, SIZE - FIRST);
		assertThat(this.segment.wholeFrom(FIRST)).isEqualTo(SIZE);
	}

	@Test
	void whatDoesNotFitSealsTheSegmentOnce() {
		for (int left : new int[] { 8, 16, 40 }) {
			Segment other = this.file.begin(HEADER);
			append(other, SIZE - FIRST - left);
			assertThat(other.append(record(48))).isFalse();
			assertThat(other.append(record(32))).isFalse();
			assertThat(other.read(SIZE - left, this.reader)).as("%d bytes left", left).isEqualTo(Found.SEAL);
			assertThat(other.resync(FIRST + 8, this.reader)).isEqualTo(SIZE - left);
			assertThat(other.tail()).isEqualTo(SIZE);
		}
	}

	@Test
	void recordsAndSealsOfAFormerUseAreDamage() {
		append(this.segment, 1_000);
		append(this.segment, SIZE - FIRST - 1_000 - 40);
		assertThat(this.segment.append(record(48))).isFalse();
		Segment other = new Segment(this.file, new SegmentHeader(7, 5, 43));
		assertThat(other.read(FIRST, this.reader)).isEqualTo(Found.DAMAGE);
		assertThat(other.read(FIRST + 1_000, this.reader)).isEqualTo(Found.DAMAGE);
		assertThat(other.read(SIZE - 40, this.reader)).isEqualTo(Found.DAMAGE);
		assertThat(other.resync(FIRST, this.reader)).isEqualTo(SIZE);
	}

	@Test
	void anUnfinishedAppendIsNothingYet() {
		mapped().putInt(FIRST, Integer.reverseBytes(-24));
		assertThat(this.segment.read(FIRST, this.reader)).isEqualTo(Found.NOTHING);
		assertThat(this.segment.untouchedFrom(FIRST)).isFalse();
	}

	@Test
	void lengthsThatCannotBeAreDamage() {
		for (int length : new int[] { SIZE - FIRST - 7, RecordWriter.MAX_PAYLOAD + 1, Integer.MAX_VALUE - 1 }) {
			mapped().putInt(FIRST, Integer.reverseBytes(length));
			assertThat(this.segment.read(FIRST, this.reader)).as("length %d", length).isEqualTo(Found.DAMAGE);
		}
	}

	@Test
	void readingGoesOnBehindDamage() {
		append(this.segment, 400);
		append(this.segment, 32);
		append(this.segment, 32);
		mapped().put(FIRST + 200, (byte) 99);
		assertThat(this.segment.read(FIRST, this.reader)).isEqualTo(Found.DAMAGE);
		assertThat(this.segment.resync(FIRST + 8, this.reader)).isEqualTo(FIRST + 400);
		assertThat(this.segment.read(FIRST + 400, this.reader)).isEqualTo(Found.RECORD);
		assertThat(this.segment.resync(FIRST + 408, this.reader)).isEqualTo(FIRST + 432);
		assertThat(this.segment.resync(FIRST + 440, this.reader)).isEqualTo(SIZE);
	}

	@Test
	void theVeryLastWordIsLookedAt() {
		assertThat(this.segment.untouchedFrom(FIRST)).isTrue();
		mapped().put(SIZE - 1, (byte) 1);
		assertThat(this.segment.untouchedFrom(FIRST)).isFalse();
		assertThat(this.segment.untouchedFrom(SIZE)).isTrue();
	}

	@Test
	void aHeaderCountsOnlyWhole() {
		assertThat(SegmentHeader.read(mapped())).isEqualTo(HEADER);
		assertThat(this.file.blank()).isFalse();
		for (int at = 0; at < SegmentHeader.BYTES; at++) {
			byte before = mapped().get(at);
			mapped().put(at, (byte) (before ^ 1));
			assertThat(SegmentHeader.read(mapped())).as("byte %d", at).isNull();
			mapped().put(at, before);
		}
		SegmentHeader.erase(mapped());
		assertThat(SegmentHeader.read(mapped())).isNull();
		assertThat(this.file.blank()).isTrue();
	}

	@Test
	void aFileIsBlankWhenNothingWasEverWritten() throws IOException {
		SegmentFile other = this.files.create();
		assertThat(other.blank()).isTrue();
		other.mapped().put(SIZE - 1, (byte) 1);
		assertThat(other.blank()).isFalse();
	}

	@Test
	void aChainGoesOnInTheNextSegment() throws IOException {
		SegmentChain chain = new SegmentChain();
		assertThatIllegalStateException().isThrownBy(() -> chain.append(record(32)));
		Segment second = this.files.create().begin(new SegmentHeader(8, 5, 1));
		Segment third = this.files.create().begin(new SegmentHeader(9, 5, 1));
		chain.add(this.segment);
		chain.add(second);
		chain.add(third);
		append(this.segment, SIZE - FIRST - 16);
		append(second, SIZE - FIRST - 16);
		chain.append(record(32));
		assertThat(chain.first()).isSameAs(this.segment);
		assertThat(chain.active()).isSameAs(third);
		assertThat(third.tail()).isEqualTo(FIRST + 32);
		append(third, SIZE - FIRST - 32 - 16);
		assertThatIllegalStateException().isThrownBy(() -> chain.append(record(32)));
	}

	private MappedByteBuffer mapped() {
		return this.file.mapped();
	}

	private static void append(Segment segment, int footprint) {
		assertThat(segment.append(record(footprint))).isTrue();
	}

	/** A record that takes so many bytes. */
	static RecordWriter record(int footprint) {
		RecordWriter writer = new RecordWriter().begin(RecordKind.VOIDED);
		while (writer.length() < footprint - Segment.PREFIX) {
			writer.octet(1);
		}
		return writer;
	}

}
