package dev.sluice.budget;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import dev.sluice.budget.Budgets.Book;
import dev.sluice.budget.Budgets.StaleVersionException;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Changes of policies while gateways run, with two nodes on one database. */
@Timeout(60)
class BudgetsTests {

	private static final Duration WAIT = Duration.ofSeconds(20);

	private static final BudgetPolicy KEYS = policy("keys", "10");

	private static final BudgetPolicy TEAMS = policy("teams", "500");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void aChangeReachesTheOtherNodesAndOutlastsThem(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			Budgets first = node(database, KEYS);
			Budgets second = node(database, KEYS);
			BudgetPolicy override = KEYS
				.with(new BudgetPolicy.Override(new BigDecimal("20.5"), Instant.parse("2030-01-01T00:00:00Z")));
			wait(first.override(0, "keys", override.overrides().get(0)));
			wait(first.put(1, TEAMS));
			assertThat(second.book().policies()).containsExactly(KEYS);
			second.follow().block(WAIT);
			assertThat(second.book()).isEqualTo(first.book()).isEqualTo(new Book(2, List.of(override, TEAMS)));
			wait(second.remove(2, "keys"));
			assertThat(second.book().policies()).containsExactly(TEAMS);
			assertThat(node(database, KEYS).book()).isEqualTo(new Book(3, List.of(TEAMS)));
		}
	}

	@ParameterizedTest
	@EnumSource
	void ofTwoChangesForOneVersionTheSecondIsRefusedAndChangesNothing(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			Budgets first = node(database, KEYS);
			Budgets second = node(database, KEYS);
			wait(first.put(0, TEAMS));
			assertThatThrownBy(() -> wait(second.put(0, policy("others", "1"))))
				.isInstanceOf(StaleVersionException.class)
				.hasMessageContaining("version 0 is now 1");
			assertThatThrownBy(() -> wait(first.remove(0, "teams"))).isInstanceOf(StaleVersionException.class);
			second.follow().block(WAIT);
			assertThat(second.book()).isEqualTo(new Book(1, List.of(KEYS, TEAMS)));
			assertThat(wait(second.remove(1, "nobody")).version()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatTheConfigurationSaysLaterTakesThePlaceOfTheChange(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			wait(node(database, KEYS).put(0, policy("keys", "99")));
			wait(node(database, KEYS).put(1, TEAMS));
			BudgetPolicy edited = policy("keys", "12");
			assertThat(node(database, edited).book().policies()).containsExactly(edited, TEAMS);
			assertThat(node(database).book().policies()).containsExactly(TEAMS);
			BudgetPolicy theirs = policy("teams", "7");
			assertThat(node(database, KEYS, theirs).book().policies()).containsExactly(policy("keys", "99"), theirs);
		}
	}

	@Test
	void whatIsStoredIsUnknownUntilItIsRead() {
		Budgets budgets = new Budgets(List.of(KEYS), new MemoryPolicyStore());
		assertThat(budgets.isKnown()).isFalse();
		budgets.follow().block(WAIT);
		assertThat(budgets.isKnown()).isTrue();
		assertThat(wait(budgets.put(0, TEAMS)).policies()).containsExactly(KEYS, TEAMS);
		assertThatThrownBy(() -> wait(budgets.put(0, KEYS))).isInstanceOf(StaleVersionException.class);
	}

	private static Budgets node(SluiceDatabase database, BudgetPolicy... configured) {
		Budgets budgets = new Budgets(List.of(configured), new SqlPolicyStore(database));
		budgets.follow().block(WAIT);
		return budgets;
	}

	private static Book wait(Mono<Book> change) {
		return Objects.requireNonNull(change.block(WAIT));
	}

	private static BudgetPolicy policy(String name, String limit) {
		return new BudgetPolicy(name, AccountKind.KEY, "k*", "*", new BigDecimal(limit), BudgetPeriod.WEEK,
				new TreeSet<>(List.of(50, 100)), BudgetPolicy.OnExhaustion.CHEAPER, List.of("openai/gpt-4o-mini"),
				BudgetMode.WARN, false, List.of());
	}

}
