package dev.sluice.ledger.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A loss of power as it can be played: mapped files whose blocks are as old as the system
 * likes, beside copies that were forced.
 */
@Timeout(60)
class PowerLossTests {

	private static final int BLOCK = 4096;

	private static final long BOOKED = 1_000;

	private static final long ALL = 3_000;

	private static final int ROUNDS = Boolean.getBoolean("proof") ? 1_000 : 10;

	@TempDir
	Path root;

	/** As it was before files were used for the second time. */
	private Path before;

	private Path after;

	private Path folder;

	@BeforeEach
	void write() throws IOException {
		this.before = this.root.resolve("before");
		this.after = Files.createDirectory(this.root.resolve("after"));
		this.folder = this.root.resolve("played");
		try (MappedJournal journal = JournalOnDisk.small(this.after).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			attempts(journal, 0, BOOKED);
			assertThat(JournalOnDisk.drain(reader)).hasSize((int) BOOKED);
		}
		snapshot();
		try (MappedJournal journal = JournalOnDisk.small(this.after).open()) {
			JournalOnDisk.drain(MappedJournalTests.resumed(journal, null));
			attempts(journal, BOOKED, ALL);
		}
		FileSystemUtils.copyRecursively(this.after, this.folder);
	}

	@Test
	void whateverBlocksAreOldNothingThatWasForcedIsLost() throws IOException {
		Random random = new Random(20261122);
		for (int round = 0; round < ROUNDS; round++) {
			for (Path file : segments(this.after)) {
				mix(file.getFileName(), random, random.nextInt(101));
			}
			expectAll("round " + round);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, SegmentHeader.BYTES - 1 })
	void aFileWithoutItsContentsIsMadeFromItsCopy(int size) throws IOException {
		for (Path file : segments(this.folder)) {
			Files.write(file, new byte[size]);
		}
		expectAll("files of " + size + " bytes");
	}

	@Test
	void aFileWhoseNameWasLostIsMadeFromItsCopy() throws IOException {
		for (Path file : segments(this.folder)) {
			Files.delete(file);
		}
		expectAll("no files");
	}

	@Test
	void aFileThatWasEmptiedWhileItsCopyIsUsedAgainIsMadeFromIt() throws IOException {
		for (Path file : segments(this.folder)) {
			overwrite(file, 0, new byte[(int) Files.size(file)]);
			try (RandomAccessFile erased = new RandomAccessFile(file.toFile(), "rw")) {
				erased.write("JOURNAL0".getBytes());
			}
		}
		expectAll("erased files");
	}

	@Test
	void whatACopyLacksTheFileStillHas() throws IOException {
		for (Path file : segments(this.folder)) {
			Path copy = copy(file);
			overwrite(copy, 8 * BLOCK, new byte[(int) Files.size(copy) - 8 * BLOCK]);
		}
		expectAll("copies that end early");
	}

	@Test
	void aFileThatLostItsHeaderKeepsWhatItsCopyLacks() throws IOException {
		for (Path file : segments(this.folder)) {
			Path copy = copy(file);
			overwrite(file, 20, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
			overwrite(copy, 8 * BLOCK, new byte[(int) Files.size(copy) - 8 * BLOCK]);
		}
		expectAll("headers from copies that end early");
	}

	@Test
	void aCopyOfSomethingOlderIsNotUsed() throws IOException {
		int older = 0;
		for (Path file : segments(this.before)) {
			Path copy = this.folder.resolve(file.getFileName() + ".copy");
			long number = number(copy);
			Files.write(copy, Files.readAllBytes(copy(file)));
			older += (number(copy) < number) ? 1 : 0;
		}
		assertThat(older).isPositive();
		expectAll("copies of what was there before");
	}

	@Test
	void aCopyThatCannotBeReadIsNotUsed() throws IOException {
		for (Path file : segments(this.folder)) {
			overwrite(copy(file), 20, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 });
		}
		expectAll("copies without a header");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, SegmentHeader.BYTES - 1 })
	void aCopyThatHasNoHeaderIsNotUsed(int size) throws IOException {
		for (Path file : segments(this.folder)) {
			Files.write(copy(file), new byte[size]);
		}
		expectAll("copies of " + size + " bytes");
	}

	@Test
	void aCopyOfAnotherSizeIsNotUsed() throws IOException {
		for (Path file : segments(this.folder)) {
			try (RandomAccessFile copy = new RandomAccessFile(copy(file).toFile(), "rw")) {
				copy.setLength(copy.length() - BLOCK);
			}
		}
		expectAll("short copies");
	}

	@Test
	void filesOfFormerVersionsGetACopyWhenTheyAreUsedAgain() throws IOException {
		deleteCopies(this.folder);
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			assertThat(JournalOnDisk.drain(reader)).hasSizeGreaterThanOrEqualTo((int) (ALL - BOOKED));
			attempts(journal, ALL, 2 * ALL);
			assertThat(JournalOnDisk.drain(reader)).hasSize((int) ALL);
			attempts(journal, 2 * ALL, 3 * ALL);
		}
		for (Path file : segments(this.folder)) {
			overwrite(file, 0, new byte[(int) Files.size(file)]);
		}
		assertThat(replayed()).containsAll(MappedJournalTests.finished(2 * ALL, 3 * ALL));
	}

	@Test
	void whatIsInNeitherIsReported() throws IOException {
		for (Path file : segments(this.folder)) {
			overwrite(file, 10 * BLOCK, new byte[BLOCK]);
			overwrite(copy(file), 10 * BLOCK, new byte[BLOCK]);
		}
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			JournalOnDisk.drain(reader);
			assertThat(reader.damages()).isNotEmpty();
		}
	}

	private void snapshot() throws IOException {
		Files.createDirectory(this.before);
		for (Path file : segments(this.after)) {
			Files.copy(file, this.before.resolve(file.getFileName()));
			Files.copy(copy(file), this.before.resolve(copy(file).getFileName()));
		}
	}

	static void deleteCopies(Path folder) throws IOException {
		for (Path file : segments(folder)) {
			Files.deleteIfExists(copy(file));
		}
	}

	private void expectAll(String what) throws IOException {
		assertThat(replayed()).as(what).containsAll(MappedJournalTests.finished(BOOKED, ALL));
		FileSystemUtils.deleteRecursively(this.folder);
		FileSystemUtils.copyRecursively(this.after, this.folder);
	}

	/** What a new process finds, each attempt once, without damage. */
	private List<FinishedAttempt> replayed() {
		try (MappedJournal journal = JournalOnDisk.small(this.folder).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			List<FinishedAttempt> all = JournalOnDisk.drain(reader);
			assertThat(all).doesNotHaveDuplicates();
			assertThat(all.stream().filter((attempt) -> attempt.closed() == null)).isEmpty();
			return all;
		}
	}

	private void mix(Path name, Random random, int percent) throws IOException {
		byte[] bytes = Files.readAllBytes(this.after.resolve(name));
		Path before = this.before.resolve(name);
		byte[] old = Files.exists(before) ? Files.readAllBytes(before) : new byte[bytes.length];
		for (int at = 0; at < bytes.length; at += BLOCK) {
			if (random.nextInt(100) < percent) {
				System.arraycopy(old, at, bytes, at, BLOCK);
			}
		}
		Files.write(this.folder.resolve(name), bytes);
	}

	private static long number(Path file) throws IOException {
		SegmentHeader header = SegmentHeader.read(ByteBuffer.wrap(Files.readAllBytes(file)));
		return (header != null) ? header.number() : 0;
	}

	private static void overwrite(Path file, int at, byte[] bytes) throws IOException {
		try (RandomAccessFile into = new RandomAccessFile(file.toFile(), "rw")) {
			into.seek(at);
			into.write(bytes);
		}
	}

	private static Path copy(Path file) {
		return file.resolveSibling(file.getFileName() + ".copy");
	}

	static List<Path> segments(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".segment")).sorted().toList();
		}
	}

	private static void attempts(MappedJournal journal, long from, long to) {
		for (long number = from; number < to; number++) {
			FullJournalTests.attempt(journal, number);
		}
	}

}
