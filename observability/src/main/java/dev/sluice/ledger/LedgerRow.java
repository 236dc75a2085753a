package dev.sluice.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.store.RowValues;

/**
 * One attempt as a row. Texts that clients and providers choose are cut to what their
 * column holds, here or by {@link AttemptOpened#cut()}: a row that the database refuses
 * would hold up all that follow.
 */
final class LedgerRow {

	private static final String ATTEMPT = "attempt";

	private static final List<UsageKind> COUNTS = List.of(UsageKind.INPUT, UsageKind.CACHED_READ,
			UsageKind.CACHE_WRITE_5M, UsageKind.CACHE_WRITE_1H, UsageKind.AUDIO_INPUT, UsageKind.IMAGE_INPUT,
			UsageKind.OUTPUT, UsageKind.REASONING, UsageKind.AUDIO_OUTPUT, UsageKind.IMAGE_OUTPUT, UsageKind.IMAGES,
			UsageKind.WEB_SEARCHES);

	private static final String[] ENDS = Arrays.stream(Outcome.End.values())
		.map((end) -> end.name().toLowerCase(Locale.ROOT))
		.toArray(String[]::new);

	private final RowValues into;

	private final BatchTexts texts;

	LedgerRow(RowValues into, BatchTexts texts) {
		this.into = into;
		this.texts = texts;
	}

	/** Gives the values, in the order of {@link LedgerTable#ATTEMPTS}. */
	void write(FinishedAttempt attempt, String node) {
		who(attempt.opened(), node);
		how(attempt);
		money(attempt);
	}

	/** What an attempt costs: at its hold when its end is not known. */
	static long cost(FinishedAttempt attempt) {
		AttemptClosed closed = attempt.closed();
		return Math.max(0, (closed != null) ? closed.costNanos() : attempt.opened().heldNanos());
	}

	private void who(AttemptOpened opened, String node) {
		this.into.id(opened.id())
			.text(ATTEMPT)
			.text(node)
			.text(opened.requestId())
			.integer(opened.attempt())
			.time(opened.at())
			.text(opened.tenant())
			.text(opened.caller())
			.text(opened.user())
			.text(opened.route())
			.text(opened.dialect())
			.text(opened.upstreamDialect())
			.text(opened.operation())
			.text(opened.requestedModel())
			.text(opened.provider())
			.text(opened.model());
	}

	private void how(FinishedAttempt attempt) {
		AttemptOpened opened = attempt.opened();
		Outcome outcome = (attempt.closed() != null) ? attempt.closed().outcome() : null;
		text((outcome != null) ? outcome.servedModel() : null, 1000);
		this.into.text(opened.credential())
			.text(opened.tier())
			.flag(opened.streamed())
			.text((outcome != null) ? ENDS[outcome.end().ordinal()] : "unknown");
		text((outcome != null) ? outcome.reason() : "process-ended", 400);
		this.into.integer((outcome != null) ? outcome.status() : 0);
		usage((outcome != null) ? outcome.usage() : Usage.UNKNOWN.asEstimated());
	}

	private void usage(Usage usage) {
		for (UsageKind kind : COUNTS) {
			known(usage.get(kind));
		}
		this.into.flag(usage.estimated());
		text(usage.serviceTier(), 100).known(usage.reportedNanos());
	}

	private void money(FinishedAttempt attempt) {
		AttemptOpened opened = attempt.opened();
		AttemptClosed closed = attempt.closed();
		long cost = cost(attempt);
		this.into.text(opened.priceVersion()).bigint(opened.heldNanos()).bigint(cost);
		baseline((closed != null) ? closed.baselineNanos() : -1, cost);
		known((closed != null) ? closed.firstContentNanos() : -1).known((closed != null) ? closed.totalNanos() : -1);
		this.into.text(this.texts.tags(opened.tags()))
			.text(opened.metadata().isEmpty() ? "{}" : json(opened.metadata()))
			.text(this.texts.accounts(opened.accounts()));
	}

	private void baseline(long baseline, long cost) {
		if (baseline >= 0) {
			this.into.bigint(baseline).bigint(baseline - cost);
		}
		else {
			this.into.nothing().nothing();
		}
	}

	private LedgerRow text(@Nullable String value, int most) {
		this.into.text(LedgerText.maybe(value, most));
		return this;
	}

	/** A number, or nothing when it is -1, which means unknown. */
	private LedgerRow known(long number) {
		if (number >= 0) {
			this.into.bigint(number);
		}
		else {
			this.into.nothing();
		}
		return this;
	}

	private static String json(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

}
