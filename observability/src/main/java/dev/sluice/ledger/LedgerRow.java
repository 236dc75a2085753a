package dev.sluice.ledger;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.store.SqlValue;

/**
 * One attempt as a row. Texts that clients and providers choose are cut to what their
 * column holds: a row that the database refuses would hold up all that follow.
 */
final class LedgerRow {

	private static final String ATTEMPT = "attempt";

	private static final List<UsageKind> COUNTS = List.of(UsageKind.INPUT, UsageKind.CACHED_READ,
			UsageKind.CACHE_WRITE_5M, UsageKind.CACHE_WRITE_1H, UsageKind.AUDIO_INPUT, UsageKind.IMAGE_INPUT,
			UsageKind.OUTPUT, UsageKind.REASONING, UsageKind.AUDIO_OUTPUT, UsageKind.IMAGE_OUTPUT, UsageKind.IMAGES,
			UsageKind.WEB_SEARCHES);

	private final List<Object> values = new ArrayList<>(48);

	private LedgerRow() {
	}

	static Object[] of(FinishedAttempt attempt, String node) {
		LedgerRow row = new LedgerRow();
		row.who(attempt.opened(), node);
		row.how(attempt);
		row.money(attempt);
		return row.values.toArray();
	}

	/** What an attempt costs: at its hold when its end is not known. */
	static long cost(FinishedAttempt attempt) {
		AttemptClosed closed = attempt.closed();
		return Math.max(0, (closed != null) ? closed.costNanos() : attempt.opened().heldNanos());
	}

	static String account(AllowanceKey key) {
		return key.account() + "@" + key.period();
	}

	private void who(AttemptOpened opened, String node) {
		add(opened.id(), ATTEMPT, node, cut(opened.requestId(), 512), opened.attempt(),
				opened.at().atOffset(ZoneOffset.UTC), cut(opened.tenant(), 200), cut(opened.caller(), 400),
				text(opened.user(), 1000), text(opened.route(), 400), cut(opened.dialect(), 40),
				cut(opened.upstreamDialect(), 40), cut(opened.operation(), 40), text(opened.requestedModel(), 1000),
				cut(opened.provider(), 200), text(opened.model(), 1000));
	}

	private void how(FinishedAttempt attempt) {
		AttemptOpened opened = attempt.opened();
		Outcome outcome = (attempt.closed() != null) ? attempt.closed().outcome() : null;
		add(text((outcome != null) ? outcome.servedModel() : null, 1000), text(opened.credential(), 200),
				cut(opened.tier(), 100), opened.streamed(),
				(outcome != null) ? outcome.end().name().toLowerCase(Locale.ROOT) : "unknown",
				(outcome != null) ? cut(outcome.reason(), 400) : "process-ended",
				(outcome != null) ? outcome.status() : 0);
		Usage usage = (outcome != null) ? outcome.usage() : Usage.UNKNOWN;
		COUNTS.forEach((kind) -> add(SqlValue.known(usage.get(kind))));
		add(outcome == null || usage.estimated(), text(usage.serviceTier(), 100),
				SqlValue.known(usage.reportedNanos()));
	}

	private void money(FinishedAttempt attempt) {
		AttemptOpened opened = attempt.opened();
		AttemptClosed closed = attempt.closed();
		long cost = cost(attempt);
		long baseline = (closed != null) ? closed.baselineNanos() : -1;
		add(cut(opened.priceVersion(), 200), opened.heldNanos(), cost, SqlValue.known(baseline),
				new SqlValue(Long.class, (baseline >= 0) ? baseline - cost : null),
				SqlValue.known((closed != null) ? closed.firstContentNanos() : -1),
				SqlValue.known((closed != null) ? closed.totalNanos() : -1), json(opened.tags()),
				json(opened.metadata()), json(opened.accounts().stream().map(LedgerRow::account).toList()));
	}

	private void add(Object... more) {
		this.values.addAll(List.of(more));
	}

	private static String json(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

	private static SqlValue text(@Nullable String value, int most) {
		return SqlValue.text(LedgerText.maybe(value, most));
	}

	private static String cut(String value, int most) {
		return LedgerText.of(value, most);
	}

}
