package dev.sluice.ledger;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How the way of usage into the ledger is doing, as metrics. */
final class LedgerMetrics implements MeterBinder {

	private final LedgerFlusher flusher;

	private final RefusedAttempts refused;

	private final JournalReader journal;

	LedgerMetrics(LedgerFlusher flusher, RefusedAttempts refused, JournalReader journal) {
		this.flusher = flusher;
		this.refused = refused;
		this.journal = journal;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("sluice.ledger.refused", this.refused, RefusedAttempts::count)
			.description("Attempts whose rows the database has refused, set aside since the start")
			.register(registry);
		Gauge.builder("sluice.ledger.refused.files", this.refused, RefusedAttempts::fileCount)
			.description("Files of rows that wait for their import")
			.register(registry);
		Gauge.builder("sluice.ledger.failing", this.flusher, (flusher) -> flusher.failing() ? 1 : 0)
			.description("1 while the database does not take what the journal holds")
			.register(registry);
		Gauge.builder("sluice.journal.unread", this.journal, (journal) -> journal.state().unreadBytes())
			.description("What the journal holds and the ledger does not")
			.baseUnit("bytes")
			.register(registry);
		Gauge.builder("sluice.journal.free", this.journal, (journal) -> journal.state().freeBytes())
			.description("Room for further attempts; without it they are refused")
			.baseUnit("bytes")
			.register(registry);
		Gauge.builder("sluice.journal.open", this.journal, (journal) -> journal.state().openAttempts())
			.description("Attempts that were begun and have not ended")
			.register(registry);
	}

}
