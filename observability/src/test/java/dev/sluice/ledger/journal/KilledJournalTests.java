package dev.sluice.ledger.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;
import dev.sluice.ledger.journal.KilledJournal.Acknowledged;
import dev.sluice.ledger.journal.KilledJournal.Bookings;
import dev.sluice.ledger.journal.KilledJournal.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(600)
class KilledJournalTests {

	private static final int KILLS = Boolean.getBoolean("proof") ? 200 : 10;

	@TempDir
	Path folder;

	@Test
	void everythingAcknowledgedBeforeAKillIsBookedExactlyOnce() throws Exception {
		Files.createDirectory(this.folder.resolve("journal"));
		Random random = new Random(20261121);
		for (int generation = 1; generation <= KILLS; generation++) {
			runAndKill(generation, 20 + random.nextInt(400));
		}
		bookTheRest();
		Map<Long, Boolean> rows = rows();
		long acknowledged = 0;
		long open = 0;
		for (int generation = 1; generation <= KILLS; generation++) {
			for (int thread = 0; thread < KilledJournal.THREADS; thread++) {
				Acknowledged notes = Acknowledged.of(this.folder, generation, thread);
				long first = ((long) generation << 40) | ((long) thread << 32);
				int number = 0;
				for (; notes.of(number) != 0; number++) {
					Boolean known = rows.remove(first + number);
					assertThat(known).as("attempt %d of thread %d, run %d", number, thread, generation).isNotNull();
					if (notes.of(number) == Acknowledged.CLOSED) {
						assertThat(known).as("the end of attempt %d", number).isTrue();
					}
					open += known ? 0 : 1;
				}
				acknowledged += number;
				rows.remove(first + number); // written, and killed before the note
			}
		}
		assertThat(rows).isEmpty();
		assertThat(open).isPositive();
		System.out.printf("%d kills, %d attempts, %d left open%n", KILLS, acknowledged, open);
	}

	private void runAndKill(int generation, int millis) throws Exception {
		Process process = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), KilledJournal.class.getName(),
				this.folder.toString(), String.valueOf(generation)))
			.redirectError(this.folder.resolve("log-" + generation).toFile())
			.start();
		try (BufferedReader lines = process.inputReader()) {
			String line = lines.readLine();
			while (line != null && !line.equals("running")) {
				line = lines.readLine();
			}
			assertThat(line).as(Files.readString(this.folder.resolve("log-" + generation))).isNotNull();
			process.waitFor(millis, TimeUnit.MILLISECONDS);
		}
		finally {
			process.destroyForcibly().waitFor();
		}
	}

	private void bookTheRest() throws IOException {
		Map<Long, ByteBuffer> left = segments();
		try (MappedJournal journal = KilledJournal.open(this.folder)) {
			JournalReader reader = MappedJournalTests.resumed(journal, Bookings.read(this.folder).cursor());
			JournalPosition before = null;
			JournalBatch batch = reader.read(500);
			for (long name = (KILLS + 1) * 1_000_000_000_000L; !batch.next().equals(before); name++) {
				KilledJournal.book(reader, batch, this.folder, name);
				before = batch.next();
				batch = reader.read(500);
			}
			assertThat(reader.damages()).allMatch((damage) -> unfinished(damage.at(), left));
			assertThat(reader.replayed()).isTrue();
		}
	}

	/** What is left, by number, before it is used again. */
	private Map<Long, ByteBuffer> segments() throws IOException {
		Map<Long, ByteBuffer> segments = new HashMap<>();
		for (Path file : PowerLossTests.segments(this.folder.resolve("journal"))) {
			ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
			SegmentHeader header = SegmentHeader.read(bytes);
			if (header != null) {
				segments.put(header.number(), bytes);
			}
		}
		return segments;
	}

	// A record has its length at last. While a thread stands still the others may fill
	// whole files, and what it left is told as damage then, as after a loss of power.
	private static boolean unfinished(JournalPosition at, Map<Long, ByteBuffer> segments) {
		ByteBuffer segment = segments.get(at.segment());
		return segment != null && segment.getInt(at.offset()) <= 0;
	}

	private Map<Long, Boolean> rows() throws IOException {
		Map<Long, Boolean> rows = new HashMap<>();
		for (Row row : Bookings.read(this.folder).rows()) {
			assertThat(rows.put(row.number(), row.known())).as("attempt %x booked once", row.number()).isNull();
		}
		return rows;
	}

}
