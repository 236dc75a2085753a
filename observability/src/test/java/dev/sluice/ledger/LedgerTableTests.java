package dev.sluice.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What of an attempt stands in which column. */
@Timeout(60)
class LedgerTableTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final AllowanceKey ORG = new AllowanceKey("org:o1", "lifetime");

	private static final List<UsageKind> KINDS = List.of(UsageKind.values());

	private static final String COUNTS = "input_tokens, cached_tokens, cache_write_5m_tokens, cache_write_1h_tokens,"
			+ " audio_input_tokens, image_input_tokens, output_tokens, reasoning_tokens, audio_output_tokens,"
			+ " image_output_tokens, images, web_searches";

	private static final String MONEY = "held_nanos, cost_nanos, baseline_nanos, savings_nanos, first_content_nanos,"
			+ " total_nanos, reported_nanos";

	@RegisterExtension
	static final SharedStore store = new SharedStore();

	private final StoreRig rig = store.rig();

	private final LedgerTable ledger = new LedgerTable("n1");

	@Test
	void eachCountHasItsColumn() {
		AttemptOpened opened = Attempts.opened(150, KEY);
		Usage usage = Usage.UNKNOWN.withReportedNanos(99).withServiceTier("flex");
		for (UsageKind kind : KINDS) {
			usage = usage.with(kind, 100 + kind.ordinal());
		}
		add(opened, new AttemptClosed(opened.id(), outcome(usage), 30, 35, 7, 9));
		assertThat(row(opened, COUNTS)).containsExactly(count(UsageKind.INPUT), count(UsageKind.CACHED_READ),
				count(UsageKind.CACHE_WRITE_5M), count(UsageKind.CACHE_WRITE_1H), count(UsageKind.AUDIO_INPUT),
				count(UsageKind.IMAGE_INPUT), count(UsageKind.OUTPUT), count(UsageKind.REASONING),
				count(UsageKind.AUDIO_OUTPUT), count(UsageKind.IMAGE_OUTPUT), count(UsageKind.IMAGES),
				count(UsageKind.WEB_SEARCHES));
		assertThat(row(opened, MONEY)).containsExactly("150", "30", "35", "5", "7", "9", "99");
		assertThat(row(opened, "service_tier, served_model, outcome, reason, status, estimated"))
			.containsExactly("flex", "claude-x-1", "failed", "idle", "503", "FALSE");
	}

	@Test
	void whatIsNotKnownIsEmptyAndWhatIsNothingIsNot() {
		AttemptOpened opened = Attempts.opened(150, KEY);
		add(opened, new AttemptClosed(opened.id(), outcome(Usage.UNKNOWN.asEstimated()), 30, -1, -1, -1));
		assertThat(row(opened, COUNTS)).containsOnly("-").hasSize(12);
		assertThat(row(opened, MONEY)).containsExactly("150", "30", "-", "-", "-", "-", "-");
		assertThat(row(opened, "estimated")).containsExactly("TRUE");
		AttemptOpened free = Attempts.opened(0, KEY);
		add(free, new AttemptClosed(free.id(), outcome(Usage.of(0, 0).withReportedNanos(0)), 0, 0, 0, 0));
		assertThat(row(free, MONEY)).containsExactly("0", "0", "0", "0", "0", "0", "0");
		assertThat(row(free, "input_tokens, output_tokens")).containsExactly("0", "0");
	}

	@Test
	void aCostThatIsNotKnownAddsNothingAndSavesNothing() {
		AttemptOpened opened = Attempts.opened(150, KEY);
		add(opened, new AttemptClosed(opened.id(), outcome(Usage.UNKNOWN), -1, 35, 7, 9));
		assertThat(row(opened, "cost_nanos, savings_nanos")).containsExactly("0", "35");
	}

	@Test
	void anAttemptWhoseEndNobodySawCostsItsHold() {
		AttemptOpened opened = Attempts.opened(150, ORG, KEY);
		add(opened, null);
		assertThat(row(opened, MONEY)).containsExactly("150", "150", "-", "-", "-", "-", "-");
		assertThat(row(opened, "outcome, reason, status, estimated, served_model, service_tier"))
			.containsExactly("unknown", "process-ended", "0", "TRUE", "-", "-");
		assertThat(row(opened, "accounts")).containsExactly("[\"key:k1@2026-11\",\"org:o1@lifetime\"]");
	}

	@Test
	void whoAskedWhomForWhatIsWrittenDown() {
		AttemptOpened opened = Attempts.opened(150);
		add(opened, Attempts.closed(opened, 30));
		assertThat(row(opened,
				"kind, node_id, request_id, attempt, tenant, caller, end_user, route, dialect,"
						+ " upstream_dialect, operation, requested_model, provider, model, credential, tier, streamed"))
			.containsExactly("attempt", "n1", "req-1", "1", "acme", "key1", "user one", "route1", "openai-chat",
					"anthropic-messages", "chat", "gpt-4o", "anthropic", "claude-x", "cred1", "standard", "TRUE");
		assertThat(row(opened, "price_version, tags, metadata, accounts")).containsExactly("prices-1",
				"[\"red\",\"b\\\"lue\"]", "{\"x-team\":\"a\"}", "[]");
		AttemptOpened plain = Attempts.routed("r", KEY);
		add(plain, Attempts.closed(plain, 30));
		assertThat(row(plain, "tags, metadata")).containsExactly("[]", "{}");
	}

	@Test
	void aRowIsAddedWhereThereIsNoneOfItsId() {
		AttemptOpened opened = Attempts.opened(150, KEY);
		LedgerRows rows = new LedgerRows(List.of(new FinishedAttempt(opened, Attempts.closed(opened, 30))), "n2");
		Map<String, Object> values = NamedValues.of(LedgerTable.ATTEMPTS, rows, 0);
		@Nullable Object[] row = LedgerTable.ATTEMPTS.columns().stream().map((column) -> values.get(column.name())).toArray();
		assertThat(addAbsent(row)).isEqualTo(1);
		assertThat(addAbsent(row)).isZero();
		assertThat(row(opened, "node_id, cost_nanos")).containsExactly("n2", "30");
		row[0] = null;
		assertThatIllegalArgumentException().isThrownBy(() -> addAbsent(row)).withMessage("A row has no id");
	}

	@Test
	void ofManyThoseThatHaveARowAreKnown() {
		FinishedAttempt known = Attempts.finished(50, 30, KEY);
		FinishedAttempt fresh = Attempts.finished(50, 30, KEY);
		BatchCosts costs = this.rig.run((session) -> this.ledger.add(session, List.of(known)));
		assertThat(costs.byPot()).containsExactly(Map.entry(KEY, 30L));
		Set<UUID> found = this.rig.run((session) -> this.ledger.known(session, List.of(known, fresh)));
		assertThat(found).containsExactly(known.opened().id());
	}

	@Test
	void moreRowsThanAreCopiedAtOnceAllArrive() {
		AllowanceKey many = new AllowanceKey("key:many", "lifetime");
		List<FinishedAttempt> attempts = IntStream.range(0, 2_500)
			.mapToObj((i) -> Attempts.finished(50, 1_000_000 + i, many))
			.toList();
		BatchCosts costs = this.rig.run((session) -> this.ledger.add(session, attempts));
		assertThat(costs.byPot()).containsExactly(Map.entry(many, 2_500L * 1_000_000 + 2_500L * 2_499 / 2));
		assertThat(this.rig.query("select cast(count(distinct cost_nanos) as varchar) from attempt_ledger"
				+ " where cost_nanos >= 1000000 and cost_nanos < 1002500"))
			.containsExactly("2500");
	}

	@Test
	void aRowOfAPotSaysWhoseLeaseItWasAndWhy() {
		PotEntry entry = new PotEntry("n9", KEY, -70);
		this.rig.run((session) -> this.ledger.add(session, PotEntry.Kind.RETURNED, List.of(entry)));
		UUID id = UUID
			.fromString(this.rig.query("select cast(id as varchar) from attempt_ledger where node_id = 'n9'").get(0));
		assertThat(row(id, "kind, node_id, outcome, reason, estimated, held_nanos, cost_nanos, accounts"))
			.containsExactly("returned", "n9", "unknown", "booked by its node", "TRUE", "-70", "-70",
					"[\"key:k1@2026-11\"]");
	}

	private void add(AttemptOpened opened, @Nullable AttemptClosed closed) {
		this.rig.run((session) -> this.ledger.add(session, List.of(new FinishedAttempt(opened, closed))));
	}

	private long addAbsent(@Nullable Object[] row) {
		return Objects.requireNonNull(this.rig.run((session) -> this.ledger.addAbsent(session, row)));
	}

	private List<String> row(AttemptOpened opened, String columns) {
		return row(opened.id(), columns);
	}

	/** The values of some columns, with a line for what is empty. */
	private List<String> row(UUID id, String columns) {
		return List.of(columns.split(", ")).stream().map((column) -> value(id, column)).toList();
	}

	private String value(UUID id, String column) {
		return Objects
			.requireNonNull(this.rig.query("select coalesce(cast(" + column
					+ " as varchar), '-') from attempt_ledger where id = '" + id + "'"))
			.get(0);
	}

	private static String count(UsageKind kind) {
		return String.valueOf(100 + kind.ordinal());
	}

	private static Outcome outcome(Usage usage) {
		return new Outcome(Outcome.End.FAILED, "idle", 503, usage, "claude-x-1");
	}

}
