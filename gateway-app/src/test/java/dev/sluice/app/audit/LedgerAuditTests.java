package dev.sluice.app.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import dev.sluice.app.audit.Evidence.Booked;
import dev.sluice.app.audit.Evidence.Dispatched;
import dev.sluice.app.audit.Evidence.Pot;
import dev.sluice.app.audit.Evidence.Seen;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerAuditTests {

	private static final String KEY = "key:k1@2026-11";

	private final List<Seen> clients = new ArrayList<>(
			List.of(seen("a", true, Set.of("1"), Set.of("acme")), seen("b", false, Set.of("2"), Set.of())));

	private final List<Dispatched> dispatches = new ArrayList<>(
			List.of(new Dispatched("a", 100, 1_000), new Dispatched("b", 40, 400), new Dispatched("c", 70, 700)));

	private final List<Booked> rows = new ArrayList<>(List.of(row("a", 1, "complete", 200, 100, 1_000),
			row("b", 1, "cancelled", 200, 38, 380), row("c", 1, "unknown", 0, -1, 5_000)));

	private final List<Pot> commits = new ArrayList<>(List.of(pot(0, 9_000), pot(6_380, 3_620)));

	private Pot end = pot(6_380, 0);

	private Set<UUID> open = Set.of();

	@Test
	void findsNothingInAnHonestRun() {
		assertThat(audit().findings()).isEmpty();
		assertThat(audit()).asString().contains("I1=6", "No violation");
	}

	@Test
	void findsAMissingRow() {
		this.rows.remove(0);
		this.end = pot(5_380, 0);
		assertThat(found()).contains("I1", "I2").doesNotContain("I3");
	}

	@Test
	void findsARowWithoutItsCall() {
		this.dispatches.remove(0);
		assertThat(found()).contains("I1");
	}

	@Test
	void findsADuplicateRow() {
		this.rows.add(row("a", 1, "complete", 200, 0, 0));
		assertThat(found()).contains("I1", "I2", "I4");
	}

	@Test
	void findsTheSameAttemptBookedTwice() {
		this.rows.add(this.rows.get(1));
		assertThat(found()).contains("I4", "I3");
	}

	@Test
	void findsAWrongSum() {
		this.end = pot(6_381, 0);
		assertThat(found()).containsOnly("I3");
	}

	@Test
	void findsOverspendingAtOneCommit() {
		this.commits.add(pot(6_381, 3_620));
		assertThat(found()).containsOnly("I3");
		this.commits.set(2, new Pot(KEY, 6_381, 3_620, 10_000, 1));
		assertThat(found()).isEmpty();
	}

	@Test
	void findsTwoAttemptsAtOneClient() {
		this.clients.set(0, seen("a", true, Set.of("1", "9"), Set.of("acme")));
		assertThat(found()).containsOnly("I7");
	}

	@Test
	void findsTokensThatDiffer() {
		this.rows.set(0, row("a", 1, "complete", 200, 99, 1_000));
		assertThat(found()).containsOnly("I8");
	}

	@Test
	void findsACutStreamBilledByMoreThanAnEvent() {
		this.rows.set(1, row("b", 1, "cancelled", 200, 20, 380));
		assertThat(found()).containsOnly("I8");
	}

	@Test
	void findsACrashedAttemptBookedBelowTheProvider() {
		this.dispatches.set(2, new Dispatched("c", 70, 5_001));
		assertThat(found()).containsOnly("I8");
	}

	@Test
	void findsACrashedAttemptThatIsNotBookedAtItsHold() {
		this.rows.set(2,
				new Booked(UUID.randomUUID(), "attempt", "c", 1, "unknown", 0, -1, 6_000, 5_000, List.of(KEY)));
		assertThat(found()).containsOnly("I4");
	}

	@Test
	void findsAWordOfAnotherTenant() {
		this.clients.set(0, seen("a", true, Set.of("1"), Set.of("acme", "umbrella")));
		assertThat(found()).containsOnly("I5");
	}

	@Test
	void findsAnAttemptLeftInAJournal() {
		this.open = Set.of(UUID.randomUUID());
		assertThat(found()).containsOnly("I4");
	}

	@Test
	void printsTheFirstViolations() {
		this.end = pot(0, 0);
		assertThat(audit()).asString().contains("I3: 1 violations", KEY + ": rows sum to 6380");
	}

	private Set<String> found() {
		return Set.copyOf(audit().findings().stream().map(Finding::invariant).toList());
	}

	private LedgerAudit audit() {
		return LedgerAudit
			.of(new Evidence(this.clients, this.dispatches, this.rows, this.commits, List.of(this.end), this.open));
	}

	private static Seen seen(String request, boolean complete, Set<String> attempts, Set<String> canaries) {
		return new Seen(request, "acme", complete, attempts, canaries);
	}

	private static Booked row(String request, int attempt, String outcome, int status, long tokens, long cost) {
		return new Booked(UUID.randomUUID(), "attempt", request, attempt, outcome, status, tokens, 5_000, cost,
				List.of(KEY));
	}

	private static Pot pot(long spent, long leased) {
		return new Pot(KEY, spent, leased, 10_000, 0);
	}

}
