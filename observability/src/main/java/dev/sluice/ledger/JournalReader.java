package dev.sluice.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads from the journal what the ledger does not have yet. For one flusher: its calls
 * follow each other and never run at once, on a thread that may touch the disk.
 * <p>
 * At start {@link #resume} takes the cursor of the database. Then, again and again:
 * {@link #read}, one transaction that books the batch and stores its cursor, and
 * {@link #committed}. A failed transaction is repeated with the same batch. An empty
 * batch needs no transaction; {@code committed} may follow at once.
 */
public interface JournalReader {

	/**
	 * Begins behind what the database has, once. Attempts that a former process left open
	 * come out as unknown when reading reaches that process's end.
	 * @param cursor what the database has stored for this node, or null
	 * @throws IllegalStateException when called again
	 */
	void resume(@Nullable JournalPosition cursor);

	/**
	 * The next finished attempts. Does not wait for any. Those of former processes and of
	 * this one do not come together.
	 * @param atMost how many; exceeded only by those that a crash left open, which come
	 * together
	 * @return the attempts and the cursor behind them
	 */
	JournalBatch read(int atMost);

	/**
	 * Takes note that all before a cursor is booked and on the disk, so that its space
	 * can be used again.
	 * @param cursor the {@code next} of a batch
	 */
	void committed(JournalPosition cursor);

	/**
	 * Whether everything that former processes left has been committed. Before that, no
	 * money may be granted.
	 * @return true from then on
	 */
	boolean replayed();

	/**
	 * What could not be read so far, in the order found. Each has been logged too.
	 * @return the first 1000
	 */
	List<Damage> damages();

	/**
	 * How full the journal is.
	 * @return the state now; may be asked from any thread
	 */
	State state();

	/**
	 * How full the journal is.
	 *
	 * @param unreadBytes written and not yet read by the flusher
	 * @param freeBytes room for further openings; at most 0 refuses them
	 * @param openAttempts opened and not finished, as far as read
	 * @param segments files in use
	 * @param damages places that could not be read since the start
	 * @param writable whether attempts can be written down
	 */
	record State(long unreadBytes, long freeBytes, int openAttempts, int segments, long damages, boolean writable) {
	}

	/**
	 * A place that could not be read.
	 *
	 * @param at where it begins
	 * @param bytes how long it is
	 * @param reason what is wrong there
	 */
	record Damage(JournalPosition at, long bytes, Reason reason) {

		/** What can be wrong with a place of the journal. */
		public enum Reason {

			/** A crash interrupted the append; nobody was told that it succeeded. */
			UNFINISHED,

			/** The bytes are not those that were written. Attempts may be lost here. */
			CORRUPT,

			/** An end without its beginning, or a second end: it is not booked. */
			ORPHAN

		}

	}

}
