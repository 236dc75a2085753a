package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.TestStore;

/**
 * How fast the ledger and the allowances are here. No build runs it:
 * {@code -DexcludedGroups=mutation -Dtest=LedgerSpeedTests}.
 */
@Timeout(300)
@Tag("measurement")
class LedgerSpeedTests {

	private static final Logger logger = LoggerFactory.getLogger(LedgerSpeedTests.class);

	private static final Duration WAIT = Duration.ofSeconds(120);

	private static final int BATCHES = 40;

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void booksRows(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			database.transaction((session) -> Cursors.seen(session, "n1")).block(WAIT);
			Bookkeeper books = new Bookkeeper(database, new PotTable("n1"), new RefusedAttempts(() -> this.folder));
			book(books, 0, 10);
			long started = System.nanoTime();
			book(books, 10, 10 + BATCHES);
			double seconds = (System.nanoTime() - started) / 1e9;
			logger.info("{}: {} rows/s booked", store, Math.round(BATCHES * 512 / seconds));
		}
	}

	@ParameterizedTest
	@EnumSource
	void leases(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore node = new SqlAllowanceStore(database, new PotTable("n1"), Mono.empty());
			lease(node, 50);
			long started = System.nanoTime();
			lease(node, 500);
			double seconds = (System.nanoTime() - started) / 1e9;
			logger.info("{}: {} leases/s of three pots, {} ms each", store, Math.round(500 / seconds),
					seconds * 1000 / 500);
		}
	}

	private static void lease(AllowanceStore node, int times) {
		List<Share> shares = List.of(new Share(new AllowanceKey("key:1", "2026-11"), 1, 1_000_000),
				new Share(new AllowanceKey("org:1", "2026-11"), 1, 1_000_000),
				new Share(new AllowanceKey("team:1", "2026-11"), 1, 1_000_000));
		Flux.range(0, times).concatMap((round) -> node.lease(shares)).blockLast(WAIT);
	}

	private static void book(Bookkeeper books, int from, int to) {
		for (int batch = from; batch < to; batch++) {
			int number = batch;
			List<FinishedAttempt> attempts = IntStream.range(0, 512)
				.mapToObj((index) -> Attempts.finished(150, 100, new AllowanceKey("key:" + index % 50, "2026-11"),
						new AllowanceKey("org:1", "2026-11")))
				.toList();
			books
				.book(new JournalBatch(attempts, new JournalPosition(0, number + 1)),
						(number == 0) ? null : new JournalPosition(0, number), false)
				.block(WAIT);
		}
	}

}
