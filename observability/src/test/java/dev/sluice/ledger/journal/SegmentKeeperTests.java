package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

/** Files that become segments, and what becomes of those that cannot. */
@ExtendWith(OutputCaptureExtension.class)
class SegmentKeeperTests {

	private static final int SIZE = 256 * 1024;

	@TempDir
	Path folder;

	private boolean full;

	private int room;

	private long nanos = 7;

	private final SegmentChain chain = new SegmentChain();

	private final JournalSpace space = new JournalSpace(SIZE, 8);

	@Test
	void aFileThatCouldNotBeMadeReadyIsTriedAgainAfterASecond() throws IOException {
		JournalFolder files = files(SIZE);
		SegmentFile blank = files.create();
		SegmentKeeper keeper = keeper(files, 1);
		keeper.found(0, new ArrayDeque<>(List.of(blank)));
		this.full = true;
		keeper.supply();
		assertThat(this.chain.first()).isNull();
		this.full = false;
		this.nanos += TimeUnit.SECONDS.toNanos(1) - 1;
		keeper.supply();
		assertThat(this.chain.first()).as("before a second is over").isNull();
		this.nanos++;
		keeper.supply();
		assertThat(this.chain.first()).isNotNull();
		assertThat(this.chain.first().file()).isSameAs(blank);
		assertThat(keeper.inUse()).isEqualTo(1);
	}

	@Test
	void aFileThatWasDeletedIsNotUsedAgain() throws IOException {
		JournalFolder files = files(SIZE);
		SegmentFile gone = files.create();
		Files.delete(gone.path());
		SegmentKeeper keeper = keeper(files, 1);
		keeper.found(0, new ArrayDeque<>(List.of(gone)));
		keeper.supply();
		assertThat(this.chain.first()).isNotNull();
		assertThat(this.chain.first().file().path()).hasSize(SIZE);
		assertThat(this.chain.first().file().copy().path()).hasSize(SIZE);
	}

	@Test
	void afterAFaultIsOverRoomIsMadeAtOnceAgain() throws IOException {
		SegmentKeeper keeper = keeper(files(SIZE), 8);
		this.full = true;
		keeper.supply();
		this.full = false;
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		keeper.supply();
		assertThat(this.space.scarce()).isFalse();
		this.space.give(-SIZE);
		keeper.supply();
		assertThat(this.space.scarce()).isFalse();
	}

	@Test
	void aFileWhoseHeaderCannotBeWrittenIsTriedAgain() throws IOException {
		JournalFolder files = spy(files(SIZE));
		SegmentFile whole = files.create();
		SegmentFile faulty = mock(SegmentFile.class);
		when(faulty.begin(any())).thenThrow(new InternalError("a fault occurred in an unsafe memory access operation"));
		doReturn(faulty).when(files).create();
		doReturn(whole).when(files).recycle(faulty);
		SegmentKeeper keeper = keeper(files, 1);
		keeper.supply();
		assertThat(this.chain.first()).isNull();
		this.nanos += TimeUnit.SECONDS.toNanos(1);
		keeper.supply();
		assertThat(this.chain.first()).isNotNull();
		assertThat(this.chain.first().file()).isSameAs(whole);
	}

	@Test
	void aDiskThatStaysFullIsToldOnce(CapturedOutput output) {
		SegmentKeeper keeper = keeper(files(SIZE), 8);
		this.full = true;
		for (int i = 0; i < 3; i++) {
			keeper.supply();
			this.nanos += TimeUnit.SECONDS.toNanos(1);
		}
		assertThat(output.getOut()).containsOnlyOnce("The journal cannot make room on its disk");
	}

	@Test
	void thereAreNeverMoreFilesThanAreAllowed() {
		this.space.give(-100 * SIZE);
		keeper(files(SIZE), 3).supply();
		assertThat(segments()).hasSize(3);
	}

	@Test
	void isCrowdedWhenMoreThanHalfIsInUse() {
		SegmentKeeper keeper = keeper(files(SIZE), 8);
		keeper.found(4, new ArrayDeque<>());
		assertThat(keeper.crowded()).isFalse();
		keeper.found(5, new ArrayDeque<>());
		assertThat(keeper.crowded()).isTrue();
	}

	@Test
	void ofAFileForWhichThereIsNoRoomNothingIsLeft() {
		JournalFolder files = new JournalFolder(this.folder, SIZE, (channel, bytes, position) -> {
			if (this.room-- <= 0) {
				throw new IOException("No space left on device");
			}
			JournalFolder.Disk.REAL.write(channel, bytes, position);
		});
		for (int room : new int[] { 0, 1, SIZE / (64 * 1024) + 1 }) {
			this.room = room;
			assertThatIOException().isThrownBy(files::create);
			assertThat(this.folder).isEmptyDirectory();
		}
	}

	@Test
	void aFileOfAnotherSizeIsReplaced() throws IOException {
		SegmentFile small = files(64 * 1024).create();
		SegmentFile large = files(SIZE).recycle(small);
		assertThat(large.mapped().capacity()).isEqualTo(SIZE);
		assertThat(files(SIZE).recycle(large)).isSameAs(large);
		assertThat(this.folder).isDirectoryContaining("glob:**" + large.path().getFileName())
			.isDirectoryContaining("glob:**" + large.copy().path().getFileName());
		assertThat(this.folder.toFile().list()).hasSize(2);
	}

	@Test
	void aFileThatIsToBecomeBlankIsNoSegmentOnTheDiskBeforeItsRecordsAreGone() throws IOException {
		SegmentFile file = files(SIZE).create();
		Segment segment = file.begin(new SegmentHeader(1, 1, 42));
		segment.append(SegmentTests.record(100));
		segment.force(0, segment.tail());
		this.full = true;
		assertThatIOException().isThrownBy(() -> files(SIZE).recycle(files(SIZE).open().get(0)));
		assertThat(SegmentHeader.read(file.mapped())).as("while its copy is one").isNotNull();
		assertThat(file.mapped().get(SegmentHeader.BYTES)).isNotZero();
		this.full = false;
		files(SIZE).recycle(file);
		assertThat(file.copy().isUsed()).isFalse();
		assertThat(file.blank()).isTrue();
		assertThat(segment.untouchedFrom(SegmentHeader.BYTES)).isTrue();
	}

	@Test
	void aDamagedFileIsKeptOnceWithAllThatIsInIt() throws IOException {
		JournalFolder files = files(SIZE);
		SegmentFile file = files.create();
		Segment segment = file.begin(new SegmentHeader(17, 1, 42));
		file.mapped().put(100, (byte) 5);
		Path copy = files.keepCopy(segment);
		assertThat(copy).isEqualTo(this.folder.resolve("damaged-17")).hasSameBinaryContentAs(file.path());
		file.mapped().put(100, (byte) 6);
		assertThat(files.keepCopy(segment)).isEqualTo(copy);
		assertThat(Files.readAllBytes(copy)[100]).as("the first damage is kept").isEqualTo((byte) 5);
	}

	@Test
	void filesAreFoundInTheOrderOfTheirNames() throws IOException {
		List<String> names = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			names.add(files(SIZE).create().path().getFileName().toString());
		}
		assertThat(names).startsWith("0000.segment", "0001.segment").doesNotHaveDuplicates();
		assertThat(files(SIZE).open()).extracting((file) -> file.path().getFileName().toString())
			.containsExactlyElementsOf(names);
	}

	@Test
	void aFileThatACrashLeftWithoutRoomForAHeaderIsRemoved() throws IOException {
		Files.write(this.folder.resolve("0000.segment"), new byte[SegmentHeader.BYTES - 1]);
		Files.write(this.folder.resolve("0001.segment"), new byte[SegmentHeader.BYTES]);
		assertThat(files(SIZE).open()).extracting((file) -> file.path().getFileName().toString())
			.containsExactly("0001.segment");
		assertThat(segments()).containsExactly("0001.segment");
	}

	@Test
	void aSegmentThatIsGivenBackIsFreeToBecomeAnother() {
		SegmentKeeper keeper = keeper(files(SIZE), 8);
		keeper.supply();
		Segment first = this.chain.first();
		assertThat(first.freed()).isFalse();
		int inUse = keeper.inUse();
		keeper.giveBack(first);
		assertThat(first.freed()).isTrue();
		assertThat(keeper.inUse()).isEqualTo(inUse - 1);
	}

	@Test
	void aBlankFileIsUsedAndOneThatNobodyCanReadSetAside() throws IOException {
		SegmentFile blank = files(SIZE).create();
		SegmentFile strange = files(SIZE).create();
		strange.mapped().put(SIZE - 1, (byte) 1);
		Former former = Former.of(files(SIZE), Clock.systemUTC());
		assertThat(former.blank()).extracting(SegmentFile::path).containsExactly(blank.path());
		assertThat(former.unreadable()).hasSize(1);
		assertThat(segments()).containsExactly(blank.path().getFileName().toString());
		assertThat(strange.copy().path()).doesNotExist();
		assertThat(former.unreadable().get(0).resolveSibling(former.unreadable().get(0).getFileName() + ".copy"))
			.exists();
	}

	private String[] segments() {
		return this.folder.toFile().list((folder, name) -> name.endsWith(".segment"));
	}

	private SegmentKeeper keeper(JournalFolder files, int most) {
		return new SegmentKeeper(files, this.chain, this.space, 1, most, () -> this.nanos);
	}

	private JournalFolder files(int size) {
		return new JournalFolder(this.folder, size, (channel, bytes, position) -> {
			if (this.full) {
				throw new IOException("No space left on device");
			}
			JournalFolder.Disk.REAL.write(channel, bytes, position);
		});
	}

}
