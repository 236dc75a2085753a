package dev.sluice.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sets aside attempts whose rows the database refuses for what they contain, so that they
 * hold up nobody. A file for each batch has them as JSON, a line each, with the columns
 * that they were to have; what they cost is booked all the same.
 */
final class RefusedAttempts {

	private static final Logger logger = LoggerFactory.getLogger(RefusedAttempts.class);

	// Data that does not fit, and constraints that are violated.
	private static final Set<String> REFUSALS = Set.of("22", "23");

	private static final String SUFFIX = ".jsonl";

	private final Supplier<Path> folder;

	private final AtomicLong count = new AtomicLong();

	/**
	 * Creates a place for refused attempts.
	 * @param folder tells where, and makes it
	 */
	RefusedAttempts(Supplier<Path> folder) {
		this.folder = folder;
	}

	/** Whether an error means that a repetition will fail too. */
	static boolean isRefusal(Throwable error) {
		for (Throwable cause = error; cause != null; cause = cause.getCause()) {
			if (cause instanceof IllegalArgumentException
					|| (cause instanceof R2dbcException sql && isRefusal(sql.getSqlState()))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isRefusal(@Nullable String state) {
		return state != null && state.length() == 5 && REFUSALS.contains(state.substring(0, 2));
	}

	/**
	 * Keeps attempts of a batch; a repetition replaces what the first try has written.
	 */
	Mono<Void> keep(JournalPosition batch, List<FinishedAttempt> attempts, String node) {
		return Mono.<Void>fromRunnable(() -> write(batch, attempts, node)).subscribeOn(Schedulers.boundedElastic());
	}

	private void write(JournalPosition batch, List<FinishedAttempt> attempts, String node) {
		Path file = this.folder.get().resolve(batch.segment() + "-" + batch.offset() + SUFFIX);
		LedgerRows rows = new LedgerRows(attempts, node);
		String lines = IntStream.range(0, rows.size())
			.mapToObj((index) -> line(rows, index))
			.collect(Collectors.joining());
		try {
			Files.write(file, lines.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		long all = this.count.addAndGet(attempts.size());
		logger.error("The database refuses the rows of {} attempts, {} since the start. They are kept in {}, and what "
				+ "they cost is booked.", attempts.size(), all, file);
	}

	private static String line(LedgerRows rows, int index) {
		return JsonMapper.shared().writeValueAsString(NamedValues.of(LedgerTable.ATTEMPTS, rows, index)) + '\n';
	}

	/** The files of rows that were set aside, oldest first. */
	List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.folder.get())) {
			return files.filter((file) -> file.toString().endsWith(SUFFIX)).sorted().toList();
		}
	}

	/** How many such files there are; -1 when the folder cannot be read. */
	long fileCount() {
		try {
			return files().size();
		}
		catch (IOException | RuntimeException ex) {
			return -1;
		}
	}

	/** How many attempts were set aside since the start. */
	long count() {
		return this.count.get();
	}

}
