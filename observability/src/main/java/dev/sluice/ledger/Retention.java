package dev.sluice.ledger;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import reactor.core.publisher.Mono;

import dev.sluice.store.SluiceDatabase;

/** Removes what is too old, in small transactions that leave the others room. */
final class Retention {

	private static final int BATCH = 1000;

	private static final Duration PAUSE = Duration.ofMillis(20);

	private static final String ROWS = "delete from attempt_ledger where id in (select id from attempt_ledger"
			+ " where started_at < $1 order by started_at limit " + BATCH + ")";

	private static final String POTS = "delete from allowance where (account, period) in (select a.account, a.period"
			+ " from allowance a where a.changed_at < $1 and a.leased_nanos = 0 and a.period <> 'lifetime'"
			+ " and not exists (select 1 from lease l where l.account = a.account and l.period = a.period"
			+ " and (l.nanos > 0 or l.written_off_nanos > 0)) limit " + BATCH + ") and leased_nanos = 0";

	private final SluiceDatabase database;

	Retention(SluiceDatabase database) {
		this.database = database;
	}

	/**
	 * Removes rows of attempts, and allowances of past periods.
	 * @param keep how old they may become, by the database's clock
	 * @return how many were removed
	 */
	Mono<Long> sweep(Duration keep) {
		return this.database.now()
			.map((now) -> now.minus(keep).atOffset(ZoneOffset.UTC))
			.flatMap((before) -> batches(ROWS, before).zipWith(batches(POTS, before), Long::sum));
	}

	private Mono<Long> batches(String delete, OffsetDateTime before) {
		return this.database.transaction((session) -> session.execute(delete, before))
			.delayUntil((count) -> (count < BATCH) ? Mono.empty() : Mono.delay(PAUSE))
			.repeat()
			.takeUntil((count) -> count < BATCH)
			.reduce(0L, Long::sum);
	}

}
