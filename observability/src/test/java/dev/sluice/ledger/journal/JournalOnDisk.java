package dev.sluice.ledger.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.sluice.ledger.FinishedAttempt;
import dev.sluice.ledger.JournalBatch;
import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader;

import org.springframework.util.unit.DataSize;

/** A journal in a folder, small unless asked otherwise. */
record JournalOnDisk(Path folder, JournalProperties settings, JournalFolder.Disk disk) {

	static JournalOnDisk small(Path folder) {
		return of(folder, 256, 8);
	}

	static JournalOnDisk of(Path folder, int kilobytes, int segments) {
		return new JournalOnDisk(folder,
				new JournalProperties(DataSize.ofKilobytes(kilobytes), segments, Duration.ofMillis(10)),
				JournalFolder.Disk.REAL);
	}

	JournalOnDisk on(JournalFolder.Disk disk) {
		return new JournalOnDisk(this.folder, this.settings, disk);
	}

	MappedJournal open() {
		try {
			return MappedJournal.open(new JournalFolder(this.folder, this.settings.segmentBytes(), this.disk),
					this.settings, Clock.systemUTC());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Reads and commits all that can be read. */
	static List<FinishedAttempt> drain(JournalReader reader) {
		List<FinishedAttempt> all = new ArrayList<>();
		JournalPosition before = null;
		JournalBatch batch = reader.read(1000);
		while (!batch.next().equals(before)) {
			all.addAll(batch.attempts());
			reader.committed(batch.next());
			before = batch.next();
			batch = reader.read(1000);
		}
		return all;
	}

}
