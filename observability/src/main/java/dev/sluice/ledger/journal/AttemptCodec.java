package dev.sluice.ledger.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;

/**
 * What attempts look like as records. The order of fields is on disks: a change needs a
 * new {@link Segment#VERSION}.
 */
final class AttemptCodec {

	private static final Outcome.End[] ENDS = Outcome.End.values();

	// New kinds of usage are added at the end.
	private static final UsageKind[] KINDS = UsageKind.values();

	// So long that no real name is cut, so short that an end always fits its reserve.
	private static final int REASON_BYTES = 192;

	private static final int MODEL_BYTES = 384;

	private static final int TIER_BYTES = 96;

	private AttemptCodec() {
	}

	static void write(RecordWriter out, AttemptOpened attempt) {
		out.begin(RecordKind.OPENED)
			.id(attempt.id())
			.text(attempt.requestId())
			.number(attempt.attempt())
			.number(attempt.at().getEpochSecond())
			.number(attempt.at().getNano())
			.facts(attempt)
			.number(attempt.heldNanos())
			.accounts(attempt.accounts());
	}

	static void write(RecordWriter out, AttemptClosed attempt) {
		Outcome outcome = attempt.outcome();
		out.begin(RecordKind.CLOSED)
			.id(attempt.id())
			.octet(outcome.end().ordinal())
			.text(outcome.reason(), REASON_BYTES)
			.number(outcome.status())
			.text(outcome.servedModel(), MODEL_BYTES)
			.number(attempt.costNanos())
			.number(attempt.baselineNanos())
			.number(attempt.firstContentNanos())
			.number(attempt.totalNanos());
		usage(out, outcome.usage());
	}

	static void write(RecordWriter out, RecordKind kind, UUID id) {
		out.begin(kind).id(id);
	}

	static AttemptOpened opened(RecordReader in) {
		UUID id = in.id();
		String requestId = in.text();
		int attempt = in.size();
		Instant at = Instant.ofEpochSecond(in.number(), in.number());
		Facts facts = in.facts();
		return facts.opened(id, requestId, attempt, at, in.number(), in.accounts(() -> accounts(in)));
	}

	static AttemptClosed closed(UUID id, RecordReader in) {
		Outcome.End end = ENDS[in.octet()];
		String reason = in.name();
		int status = in.size();
		String servedModel = in.maybeName();
		long cost = in.number();
		long baseline = in.number();
		long firstContent = in.number();
		long total = in.number();
		return new AttemptClosed(id, new Outcome(end, reason, status, usage(in), servedModel), cost, baseline,
				firstContent, total);
	}

	private static void usage(RecordWriter out, Usage usage) {
		out.octet(usage.estimated() ? 1 : 0)
			.text(usage.serviceTier(), TIER_BYTES)
			.number(usage.reportedNanos())
			.octet(KINDS.length);
		for (UsageKind kind : KINDS) {
			out.number(usage.get(kind));
		}
	}

	private static Usage usage(RecordReader in) {
		boolean estimated = in.octet() == 1;
		String tier = in.maybeName();
		long reportedNanos = in.number();
		long[] counts = new long[KINDS.length];
		int kinds = in.octet();
		if (kinds > KINDS.length) {
			throw new IllegalArgumentException("Of " + kinds + " kinds of usage only " + KINDS.length + " are known");
		}
		for (int i = 0; i < counts.length; i++) {
			counts[i] = (i < kinds) ? in.number() : -1;
		}
		return Usage.of(counts, reportedNanos, tier, estimated);
	}

	private static List<AllowanceKey> accounts(RecordReader in) {
		int size = in.size();
		List<AllowanceKey> accounts = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			accounts.add(new AllowanceKey(in.name(), in.name()));
		}
		return List.copyOf(accounts);
	}

}
