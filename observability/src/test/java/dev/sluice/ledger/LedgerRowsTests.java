package dev.sluice.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.store.BulkTable.Column;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerRowsTests {

	@Test
	void textsThatProvidersChooseFitTheirColumns() {
		AttemptOpened opened = Attempts.opened(50);
		String text = "\0" + "x".repeat(2_000);
		Outcome outcome = new Outcome(Outcome.End.FAILED, text, 500, Usage.of(1, 1).withServiceTier(text), text);
		AttemptClosed closed = new AttemptClosed(opened.id(), outcome, 1, 1, 1, 1);
		List<Object> row = Arrays.asList(LedgerRow.of(new FinishedAttempt(opened, closed), "n1"));
		assertThat(value(row, "served_model")).isEqualTo(" " + "x".repeat(999));
		assertThat(value(row, "reason")).isEqualTo(" " + "x".repeat(399));
		assertThat(value(row, "service_tier")).isEqualTo(" " + "x".repeat(99));
	}

	private static Object value(List<Object> row, String column) {
		List<Column> columns = LedgerTable.ATTEMPTS.columns();
		return IntStream.range(0, columns.size())
			.filter((i) -> columns.get(i).name().equals(column))
			.mapToObj(row::get)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void eachRowIsMadeWhenItIsAskedForAndSharesTextsWithOthers() {
		AllowanceKey key = new AllowanceKey("key:k", "lifetime");
		List<FinishedAttempt> attempts = List.of(Attempts.finished(50, 30, key), Attempts.finished(50, 31, key));
		LedgerRows rows = new LedgerRows(attempts, "n1");
		assertThat(rows).hasSize(2);
		@Nullable Object[] first = rows.get(0);
		@Nullable Object[] second = rows.get(1);
		assertThat(first).isEqualTo(LedgerRow.of(attempts.get(0), "n1"));
		assertThat(second).isEqualTo(LedgerRow.of(attempts.get(1), "n1"));
		assertThat(rows.get(0)).as("nothing is kept").isNotSameAs(first);
		for (int fromEnd : List.of(1, 3)) {
			assertThat(second[second.length - fromEnd]).isInstanceOf(String.class)
				.isSameAs(first[first.length - fromEnd]);
		}
	}

}
