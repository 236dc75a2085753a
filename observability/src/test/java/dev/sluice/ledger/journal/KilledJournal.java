package dev.sluice.ledger.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.call.GatewayException;
import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;
import org.jspecify.annotations.Nullable;

/**
 * A process that appends, reads and books until it is killed. What was acknowledged is
 * noted in mapped memory too; each booking is a file that appears at once.
 */
final class KilledJournal {

	static final int THREADS = 4;

	private KilledJournal() {
	}

	public static void main(String[] args) throws Exception {
		Path folder = Path.of(args[0]);
		int generation = Integer.parseInt(args[1]);
		MappedJournal journal = open(folder);
		for (int thread = 0; thread < THREADS; thread++) {
			Appender appender = new Appender(journal, folder, generation, thread);
			new Thread(appender::run, "appender").start();
		}
		book(journal, folder, generation);
	}

	// Files that are not filled while an appender waits for a processor: an append that
	// was
	// interrupted two files ago would be told as damage.
	static MappedJournal open(Path folder) {
		return JournalOnDisk.of(folder.resolve("journal"), 1024, 8).open();
	}

	static void book(MappedJournal journal, Path folder, int generation) throws IOException {
		JournalReader reader = journal.reader();
		reader.resume(Bookings.read(folder).cursor());
		System.out.println("running");
		for (long name = generation * 1_000_000_000_000L;; name++) {
			book(reader, reader.read(500), folder, name);
		}
	}

	static void book(JournalReader reader, JournalBatch batch, Path folder, long name) throws IOException {
		if (!batch.attempts().isEmpty()) {
			Bookings.write(folder, name, batch);
		}
		reader.committed(batch.next());
	}

	/** One thread's attempts: a few stay open for long. */
	private static final class Appender {

		private final Deque<Long> late = new ArrayDeque<>();

		private final MappedJournal journal;

		private final Acknowledged acknowledged;

		private final long first;

		Appender(MappedJournal journal, Path folder, int generation, int thread) throws IOException {
			this.journal = journal;
			this.acknowledged = Acknowledged.of(folder, generation, thread);
			this.first = ((long) generation << 40) | ((long) thread << 32);
		}

		void run() {
			for (int number = 0; number < Acknowledged.MOST; number++) {
				open(number);
				this.acknowledged.note(number, Acknowledged.OPENED);
				this.late.addLast((long) number);
				if (number % 500 != 0) {
					close(this.late.removeLast().intValue());
				}
				if (this.late.size() > 8) {
					close(this.late.removeFirst().intValue());
				}
			}
		}

		private void open(int number) {
			boolean refused = true;
			while (refused) {
				try {
					this.journal.opened(Attempts.opened(this.first + number));
					refused = false;
				}
				catch (GatewayException ex) {
					LockSupport.parkNanos(200_000);
				}
			}
		}

		private void close(int number) {
			this.journal.closed(Attempts.closed(this.first + number));
			this.acknowledged.note(number, Acknowledged.CLOSED);
		}

	}

	/** What one thread was told, one byte for each attempt. */
	record Acknowledged(ByteBuffer notes) {

		static final int MOST = 2_000_000;

		static final byte OPENED = 1;

		static final byte CLOSED = 2;

		static Acknowledged of(Path folder, int generation, int thread) throws IOException {
			Path file = folder.resolve("acknowledged-" + generation + "-" + thread);
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
					StandardOpenOption.WRITE)) {
				return new Acknowledged(channel.map(FileChannel.MapMode.READ_WRITE, 0, MOST));
			}
		}

		void note(int number, byte what) {
			this.notes.put(number, what);
		}

		byte of(int number) {
			return this.notes.get(number);
		}

	}

	/**
	 * What was booked.
	 *
	 * @param rows number and whether its end was known
	 * @param cursor the last cursor, or null
	 */
	record Bookings(List<Row> rows, @Nullable JournalPosition cursor) {

		static void write(Path folder, long name, JournalBatch batch) throws IOException {
			ByteBuffer bytes = ByteBuffer.allocate(12 + 9 * batch.attempts().size()).order(ByteOrder.BIG_ENDIAN);
			bytes.putLong(batch.next().segment()).putInt(batch.next().offset());
			for (FinishedAttempt attempt : batch.attempts()) {
				bytes.putLong(attempt.opened().id().getLeastSignificantBits());
				bytes.put((byte) ((attempt.closed() != null) ? 1 : 0));
			}
			Path draft = Files.write(folder.resolve("draft"), bytes.array());
			Files.move(draft, folder.resolve("booking-%018d".formatted(name)), StandardCopyOption.ATOMIC_MOVE);
		}

		static Bookings read(Path folder) throws IOException {
			List<Row> rows = new java.util.ArrayList<>();
			JournalPosition cursor = null;
			try (var files = Files.list(folder)) {
				for (Path file : files.filter((path) -> path.getFileName().toString().startsWith("booking-"))
					.sorted()
					.toList()) {
					ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
					cursor = new JournalPosition(bytes.getLong(), bytes.getInt());
					while (bytes.hasRemaining()) {
						rows.add(new Row(bytes.getLong(), bytes.get() == 1));
					}
				}
			}
			return new Bookings(rows, cursor);
		}

	}

	record Row(long number, boolean known) {
	}

}
