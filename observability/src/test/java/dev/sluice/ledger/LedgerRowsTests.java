package dev.sluice.ledger;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LedgerRowsTests {

	@Test
	void textsThatProvidersChooseFitTheirColumns() {
		AttemptOpened opened = Attempts.opened(50);
		String text = "\0" + "x".repeat(2_000);
		Outcome outcome = new Outcome(Outcome.End.FAILED, text, 500, Usage.of(1, 1).withServiceTier(text), text);
		AttemptClosed closed = new AttemptClosed(opened.id(), outcome, 1, 1, 1, 1);
		Map<String, Object> row = values(new LedgerRows(List.of(new FinishedAttempt(opened, closed)), "n1"), 0);
		assertThat(row.get("served_model")).isEqualTo(" " + "x".repeat(999));
		assertThat(row.get("reason")).isEqualTo(" " + "x".repeat(399));
		assertThat(row.get("service_tier")).isEqualTo(" " + "x".repeat(99));
	}

	private static Map<String, Object> values(LedgerRows rows, int index) {
		return NamedValues.of(LedgerTable.ATTEMPTS, rows, index);
	}

	@Test
	void eachRowIsMadeWhenItIsAskedForAndSharesTextsWithOthers() {
		AllowanceKey key = new AllowanceKey("key:k", "lifetime");
		List<FinishedAttempt> attempts = List.of(Attempts.finished(50, 30, key), Attempts.finished(50, 31, key));
		LedgerRows rows = new LedgerRows(attempts, "n1");
		assertThat(rows.size()).isEqualTo(2);
		Map<String, Object> first = values(rows, 0);
		Map<String, Object> second = values(rows, 1);
		assertThat(first).isEqualTo(values(new LedgerRows(attempts, "n1"), 0));
		assertThat(first.get("cost_nanos")).isEqualTo(30L);
		assertThat(second.get("cost_nanos")).isEqualTo(31L);
		for (String shared : List.of("accounts", "tags")) {
			assertThat(second.get(shared)).isInstanceOf(String.class).isSameAs(first.get(shared));
		}
	}

	@Test
	void tellsWhatItsRowsCostOnceAllAreMade() {
		AllowanceKey key = new AllowanceKey("key:k", "lifetime");
		AllowanceKey team = new AllowanceKey("team:t", "lifetime");
		LedgerRows rows = new LedgerRows(
				List.of(Attempts.finished(50, 30, key), Attempts.finished(50, 31, key, team), Attempts.finished(50, 0)),
				"n1");
		values(rows, 0);
		values(rows, 0);
		values(rows, 1);
		assertThatIllegalStateException().isThrownBy(rows::costs).withMessage("Of 3 rows only 2 are made");
		values(rows, 2);
		assertThat(rows.costs().byPot()).isEqualTo(Map.of(key, 61L, team, 31L));
	}

}
