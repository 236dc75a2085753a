package dev.sluice.ledger.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalReader;
import dev.sluice.ledger.JournalReader.Damage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that were damaged, and whose copies have not what is missing. */
@Timeout(120)
class DamagedJournalTests {

	private static final int ATTEMPTS = 2_400;

	private static final int ROUNDS = Boolean.getBoolean("proof") ? 2_000 : 60;

	@TempDir
	Path folder;

	private Path whole;

	private Path copy;

	@BeforeEach
	void write() throws IOException {
		this.whole = Files.createDirectory(this.folder.resolve("whole"));
		this.copy = this.folder.resolve("copy");
		MappedJournal journal = JournalOnDisk.small(this.whole).open();
		for (long number = 0; number < ATTEMPTS; number++) {
			FullJournalTests.attempt(journal, number);
		}
		journal.close();
	}

	@Test
	void aFlippedBitAnywhereLosesNothingSilently() throws IOException {
		Random random = new Random(20261121);
		for (int round = 0; round < ROUNDS; round++) {
			damage(random, 1 + random.nextInt(3), 1);
			check("round " + round);
		}
	}

	@Test
	void overwrittenBlocksLoseNothingSilently() throws IOException {
		Random random = new Random(20261122);
		for (int round = 0; round < ROUNDS; round++) {
			damage(random, 1, 1 + random.nextInt(10_000));
			check("round " + round);
		}
	}

	@Test
	void aTornTailIsCutAndReported() throws IOException {
		Path last = written().get(written().size() - 1);
		reset();
		int end = lastUsed(last);
		try (RandomAccessFile file = new RandomAccessFile(this.copy.resolve(last.getFileName()).toFile(), "rw")) {
			file.seek(end - 40);
			file.write(new byte[40]);
		}
		try (MappedJournal journal = JournalOnDisk.small(this.copy).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			List<FinishedAttempt> attempts = JournalOnDisk.drain(reader);
			assertThat(attempts).hasSize(ATTEMPTS);
			assertThat(attempts.get(ATTEMPTS - 1).closed()).isNull();
			assertThat(reader.damages()).singleElement()
				.satisfies((damage) -> assertThat(damage.reason()).isNotEqualTo(Damage.Reason.ORPHAN));
		}
	}

	@Test
	void aMissingFileIsReported() throws IOException {
		List<Path> files = written();
		assertThat(files).hasSizeGreaterThan(2);
		reset();
		Files.delete(this.copy.resolve(files.get(1).getFileName()));
		check("a missing file");
	}

	@Test
	void aDamagedFileIsKept() throws IOException {
		reset();
		Path second = this.copy.resolve(written().get(1).getFileName());
		try (RandomAccessFile file = new RandomAccessFile(second.toFile(), "rw")) {
			file.seek(50_000);
			file.write(new byte[5_000]);
		}
		check("a hole");
		assertThat(this.copy.toFile().list()).anyMatch((name) -> name.startsWith("damaged-"));
	}

	private void check(String what) {
		try (MappedJournal journal = JournalOnDisk.small(this.copy).open()) {
			JournalReader reader = MappedJournalTests.resumed(journal, null);
			Set<Long> intact = new HashSet<>();
			for (FinishedAttempt attempt : JournalOnDisk.drain(reader)) {
				long number = attempt.opened().id().getLeastSignificantBits();
				assertThat(attempt.opened()).as(what).isEqualTo(Attempts.opened(number));
				if (attempt.closed() != null) {
					assertThat(attempt.closed()).as(what).isEqualTo(Attempts.closed(number));
					assertThat(intact.add(number)).as(what + ": once").isTrue();
				}
			}
			if (intact.size() < ATTEMPTS) {
				assertThat(reader.damages()).as(what + ": losses are reported").isNotEmpty();
			}
			assertThat(intact.size()).as(what + ": the rest survives").isGreaterThan(ATTEMPTS / 3);
			assertThat(reader.replayed()).isTrue();
		}
	}

	private void damage(Random random, int places, int longest) throws IOException {
		reset();
		List<Path> files = written();
		for (int place = 0; place < places; place++) {
			Path path = this.copy.resolve(files.get(random.nextInt(files.size())).getFileName());
			try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
				int at = random.nextInt((int) file.length());
				byte[] bytes = new byte[Math.min(longest, (int) file.length() - at)];
				file.seek(at);
				file.readFully(bytes);
				scramble(bytes, random);
				file.seek(at);
				file.write(bytes);
			}
		}
	}

	private static void scramble(byte[] bytes, Random random) {
		if (bytes.length == 1) {
			bytes[0] ^= (byte) (1 << random.nextInt(8));
		}
		else if (random.nextBoolean()) {
			Arrays.fill(bytes, (byte) 0);
		}
		else {
			random.nextBytes(bytes);
		}
	}

	private void reset() throws IOException {
		FileSystemUtils.deleteRecursively(this.copy);
		FileSystemUtils.copyRecursively(this.whole, this.copy);
		PowerLossTests.deleteCopies(this.copy);
	}

	private List<Path> written() throws IOException {
		try (Stream<Path> files = Files.list(this.whole)) {
			return files.filter((path) -> path.toString().endsWith(".segment"))
				.sorted()
				.filter((path) -> lastUsed(path) > SegmentHeader.BYTES)
				.toList();
		}
	}

	private static int lastUsed(Path path) {
		try {
			byte[] bytes = Files.readAllBytes(path);
			int end = bytes.length;
			while (end > SegmentHeader.BYTES && bytes[end - 1] == 0) {
				end--;
			}
			return end;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
