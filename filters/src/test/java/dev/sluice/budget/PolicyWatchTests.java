package dev.sluice.budget;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sluice.budget.Budgets.Book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How a gateway learns of what was changed at another one. */
@ExtendWith(OutputCaptureExtension.class)
class PolicyWatchTests {

	private static final BudgetPolicy KEYS = BudgetRig.policy("keys", AccountKind.KEY, "1");

	private static final BudgetPolicy TEAMS = BudgetRig.policy("teams", AccountKind.TEAM, "2");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final Elsewhere store = new Elsewhere();

	private final Budgets budgets = new Budgets(List.of(KEYS), this.store);

	private PolicyWatch watch;

	@AfterEach
	void endVirtualTime() {
		if (this.watch != null) {
			this.watch.close();
		}
		VirtualTimeScheduler.reset();
	}

	@Test
	void looksAtOnceAndThenEveryTwoSeconds() {
		watch();
		pass(0);
		assertThat(this.budgets.isKnown()).isTrue();
		this.store.put(TEAMS);
		pass(1_999);
		assertThat(this.budgets.book()).isEqualTo(new Book(0, List.of(KEYS)));
		pass(1);
		assertThat(this.budgets.book()).isEqualTo(new Book(1, List.of(KEYS, TEAMS)));
		this.watch.close();
		int looks = this.store.looks;
		pass(10_000);
		assertThat(this.store.looks).as("and no more").isEqualTo(looks);
	}

	@Test
	void readsOnlyWhatIsNew() {
		watch();
		pass(10_000);
		assertThat(this.store.reads).isEqualTo(1);
		this.store.put(TEAMS);
		pass(10_000);
		assertThat(this.store.reads).isEqualTo(2);
	}

	@Test
	void goesOnAfterAnErrorAndSaysSoOnce(CapturedOutput output) {
		watch();
		pass(0);
		this.store.down = true;
		this.store.put(TEAMS);
		pass(6_000);
		assertThat(this.budgets.book().policies()).containsExactly(KEYS);
		assertThat(output.getOut()).containsOnlyOnce("Changes of budgets cannot be read").contains("is down");
		this.store.down = false;
		pass(2_000);
		assertThat(this.budgets.book().policies()).containsExactly(KEYS, TEAMS);
		this.store.down = true;
		pass(2_000);
		assertThat(output.getOut().split("Changes of budgets cannot be read")).as("once each time").hasSize(3);
	}

	@Test
	void aSlowAnswerIsWaitedForAndTakesBackNothingThatIsNewer() {
		watch();
		pass(0);
		this.store.put(TEAMS);
		this.store.slow = Sinks.one();
		pass(2_000);
		int looks = this.store.looks;
		pass(10_000);
		assertThat(this.store.looks).as("one at a time").isEqualTo(looks);
		PolicyStore.Stored old = this.store.present();
		this.budgets.put(1, BudgetRig.policy("teams", AccountKind.TEAM, "3")).block();
		Book newest = this.budgets.book();
		this.store.slow.tryEmitValue(old);
		assertThat(this.budgets.book()).isSameAs(newest);
		assertThat(newest.version()).isEqualTo(2);
		this.store.slow = null;
		this.store.put(BudgetRig.policy("teams", AccountKind.TEAM, "4"));
		pass(2_000);
		assertThat(this.budgets.book().version()).as("and it goes on").isEqualTo(3);
	}

	@Test
	void whoeverWaitsForThePoliciesLearnsThatTheyAreKnown() {
		boolean[] known = new boolean[1];
		this.budgets.known().subscribe(null, null, () -> known[0] = true);
		assertThat(known[0]).isFalse();
		watch();
		pass(0);
		assertThat(known[0]).isTrue();
	}

	@Test
	void whoWouldRemoveWhatIsGoneAlreadyLearnsThatItComesLate() {
		Budgets here = new Budgets(List.of(KEYS));
		here.remove(0, "keys").block();
		assertThatThrownBy(() -> here.remove(0, "keys").block()).isInstanceOf(Budgets.StaleVersionException.class);
		assertThat(here.remove(1, "keys").block()).isSameAs(here.book());
	}

	@Test
	void aChangeInMemoryTakesThePlaceOfTheEarlierOneOfItsPolicyOnly() {
		MemoryPolicyStore memory = new MemoryPolicyStore();
		BudgetPolicy more = BudgetRig.policy("keys", AccountKind.KEY, "9");
		PolicyChange teams = PolicyChange.of("teams", TEAMS, List.of());
		memory.change(0, PolicyChange.of("keys", KEYS, List.of())).block();
		memory.change(1, teams).block();
		memory.change(2, PolicyChange.of("keys", more, List.of())).block();
		assertThat(memory.read().block().changes()).containsExactly(teams, PolicyChange.of("keys", more, List.of()));
		assertThat(memory.version().block()).isEqualTo(3);
	}

	@Test
	void whatIsConfiguredWithoutAStoreIsKnownAtOnce() {
		assertThat(new Budgets(List.of(KEYS)).isKnown()).isTrue();
	}

	private void watch() {
		this.watch = new PolicyWatch(this.budgets);
	}

	private void pass(int millis) {
		this.time.advanceTimeBy(Duration.ofMillis(millis));
	}

	/** A store that another gateway changes too. */
	private static final class Elsewhere implements PolicyStore {

		private final MemoryPolicyStore memory = new MemoryPolicyStore();

		private boolean down;

		private Sinks.One<Stored> slow;

		private int looks;

		private int reads;

		void put(BudgetPolicy policy) {
			this.memory.change(present().version(), PolicyChange.of(policy.name(), policy, List.of())).block();
		}

		Stored present() {
			return this.memory.read().block();
		}

		@Override
		public Mono<Long> version() {
			return Mono.defer(() -> {
				this.looks++;
				return this.down ? Mono.error(new IllegalStateException("is down")) : this.memory.version();
			});
		}

		@Override
		public Mono<Stored> read() {
			return Mono.defer(() -> {
				this.reads++;
				return (this.slow != null) ? this.slow.asMono() : this.memory.read();
			});
		}

		@Override
		public Mono<Stored> change(long version, PolicyChange change) {
			return this.memory.change(version, change);
		}

	}

}
