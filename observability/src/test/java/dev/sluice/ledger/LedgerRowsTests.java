package dev.sluice.ledger;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LedgerRowsTests {

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
