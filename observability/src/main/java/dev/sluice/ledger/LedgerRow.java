package dev.sluice.ledger;

import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

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

	private static final String[] ENDS = Arrays.stream(Outcome.End.values())
		.map((end) -> end.name().toLowerCase(Locale.ROOT))
		.toArray(String[]::new);

	private final @Nullable Object[] values = new Object[LedgerTable.ATTEMPTS.columns().size()];

	private int size;

	private LedgerRow() {
	}

	/** The values, in the order of {@link LedgerTable#ATTEMPTS}. */
	static @Nullable Object[] of(FinishedAttempt attempt, String node) {
		return of(attempt, node, new BatchTexts());
	}

	/** The same, for one of a batch. */
	static @Nullable Object[] of(FinishedAttempt attempt, String node, BatchTexts texts) {
		LedgerRow row = new LedgerRow();
		row.who(attempt.opened(), node);
		row.how(attempt);
		row.money(attempt, texts);
		return row.values;
	}

	/** What an attempt costs: at its hold when its end is not known. */
	static long cost(FinishedAttempt attempt) {
		AttemptClosed closed = attempt.closed();
		return Math.max(0, (closed != null) ? closed.costNanos() : attempt.opened().heldNanos());
	}

	private void who(AttemptOpened opened, String node) {
		add(opened.id()).add(ATTEMPT)
			.add(node)
			.text(opened.requestId(), 512)
			.add(opened.attempt())
			.add(opened.at().atOffset(ZoneOffset.UTC))
			.text(opened.tenant(), 200)
			.text(opened.caller(), 400)
			.text(opened.user(), 1000)
			.text(opened.route(), 400)
			.text(opened.dialect(), 40)
			.text(opened.upstreamDialect(), 40)
			.text(opened.operation(), 40)
			.text(opened.requestedModel(), 1000)
			.text(opened.provider(), 200)
			.text(opened.model(), 1000);
	}

	private void how(FinishedAttempt attempt) {
		AttemptOpened opened = attempt.opened();
		Outcome outcome = (attempt.closed() != null) ? attempt.closed().outcome() : null;
		text((outcome != null) ? outcome.servedModel() : null, 1000).text(opened.credential(), 200)
			.text(opened.tier(), 100)
			.add(opened.streamed())
			.add((outcome != null) ? ENDS[outcome.end().ordinal()] : "unknown")
			.text((outcome != null) ? outcome.reason() : "process-ended", 400)
			.add((outcome != null) ? outcome.status() : 0);
		Usage usage = (outcome != null) ? outcome.usage() : Usage.UNKNOWN;
		for (UsageKind kind : COUNTS) {
			known(usage.get(kind));
		}
		add(outcome == null || usage.estimated()).text(usage.serviceTier(), 100).known(usage.reportedNanos());
	}

	private void money(FinishedAttempt attempt, BatchTexts texts) {
		AttemptOpened opened = attempt.opened();
		AttemptClosed closed = attempt.closed();
		long cost = cost(attempt);
		long baseline = (closed != null) ? closed.baselineNanos() : -1;
		text(opened.priceVersion(), 200).add(opened.heldNanos())
			.add(cost)
			.known(baseline)
			.add((baseline >= 0) ? baseline - cost : null)
			.known((closed != null) ? closed.firstContentNanos() : -1)
			.known((closed != null) ? closed.totalNanos() : -1)
			.add(texts.tags(opened.tags()))
			.add(opened.metadata().isEmpty() ? "{}" : json(opened.metadata()))
			.add(texts.accounts(opened.accounts()));
	}

	private LedgerRow text(@Nullable String value, int most) {
		return add(LedgerText.maybe(value, most));
	}

	/** A number, or nothing when it is -1, which means unknown. */
	private LedgerRow known(long number) {
		return add((number >= 0) ? number : null);
	}

	private LedgerRow add(@Nullable Object value) {
		this.values[this.size++] = value;
		return this;
	}

	private static String json(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

}
