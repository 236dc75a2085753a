package dev.sluice.budget.lease;

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore.Balance;

import static org.assertj.core.api.Assertions.assertThat;

/** How large a lease should be. */
class PotUpkeepTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private final Pot pot = new Pot(KEY, 1_000_000);

	private final PotUpkeep upkeep = this.pot.upkeep;

	private long now = 10 * SECOND;

	@BeforeEach
	void know() {
		stand(0, 0);
		this.upkeep.sample(this.pot, this.now);
	}

	@Test
	void leasesAMinuteOfSpending() {
		use(100, 100);
		assertThat(target()).as("half of the rate, as it rises").isEqualTo(3_000);
		use(100, 100);
		assertThat(target()).isEqualTo(4_500);
	}

	@Test
	void ratesFallSlowly() {
		use(100, 100);
		this.now += SECOND;
		this.upkeep.sample(this.pot, this.now);
		assertThat(target()).isEqualTo((long) (60 * 50 * 0.95));
	}

	@Test
	void ratesFallToTheNewOne() {
		use(100, 100);
		use(20, 20);
		assertThat(target()).isEqualTo((long) (60 * (50 * 0.95 + 20 * 0.05)));
	}

	@Test
	void leasesTwoSecondsOfHoldsWhenTheyAreLarger() {
		use(4_000, 1);
		assertThat(target()).isEqualTo(4_000);
		use(4_000, 1);
		assertThat(target()).isEqualTo(6_000);
	}

	@Test
	void ratesArePerSecond() {
		use(100, 100, SECOND / 2);
		assertThat(target()).as("half of 200 spent, for a minute").isEqualTo(6_000);
		use(8_000, 1, SECOND / 2);
		assertThat(target()).as("half of 200 and 16 000 held, for two seconds").isEqualTo(16_100);
	}

	@Test
	void aPotIsInUseFromItsFirstLook() {
		Pot fresh = new Pot(KEY, 1_000_000);
		fresh.upkeep.sample(fresh, this.now);
		assertThat(fresh.upkeep.usedAt).isEqualTo(this.now);
	}

	@Test
	void ratesCountFromTheFirstLook() {
		Pot fresh = new Pot(KEY, 1_000_000);
		fresh.noted(new Balance(KEY, 0, 0, 0, 1_000_000));
		fresh.granted(100);
		fresh.tryHold(100);
		fresh.settle(100, 100);
		fresh.upkeep.sample(fresh, this.now);
		assertThat(fresh.upkeep.target(fresh, this.now)).isZero();
		fresh.upkeep.sample(fresh, this.now + SECOND);
		assertThat(fresh.upkeep.target(fresh, this.now + SECOND)).isEqualTo(3_000);
	}

	@Test
	void theUsualHoldIsTheMeanOfAllAndChangesSlowly() {
		for (int second = 0; second < 3; second++) {
			hold(50, 50);
			use(150, 50);
		}
		stand(1_000_000 - 800, 0);
		assertThat(target()).as("four of 100 fit").isEqualTo(400);
		stand(1_000_000 - 799, 0);
		assertThat(target()).isZero();
		use(1_000, 50);
		stand(1_000_000 - 4_400, 0);
		assertThat(target()).as("four of 550 fit").isEqualTo(2_200);
		stand(1_000_000 - 4_399, 0);
		assertThat(target()).isZero();
	}

	@Test
	void leasesNoMoreThanAFairShare() {
		use(1_000, 10_000);
		stand(900_000, 0);
		long remainder = this.pot.remainder();
		assertThat(target()).isEqualTo(remainder / 2);
		this.upkeep.nodes = 3;
		assertThat(target()).isEqualTo(remainder / 6);
	}

	@Test
	void belowFourCallsOnlyExactHoldsAreLeased() {
		use(100, 100);
		stand(1_000_000 - 800 - (int) Math.max(0, this.pot.free()), 0);
		assertThat(this.pot.remainder()).isEqualTo(800);
		assertThat(target()).isEqualTo(400);
		stand(1_000_000 - 799, 0);
		assertThat(target()).isZero();
	}

	@Test
	void whatIsWantedElsewhereOrIdleIsNotLeased() {
		use(100, 100);
		this.upkeep.wantedUntil = this.now + 1;
		assertThat(target()).isZero();
		this.upkeep.wantedUntil = this.now;
		assertThat(target()).isEqualTo(3_000);
		long used = this.now;
		this.now = used + 2 * SECOND - 1;
		assertThat(target()).isEqualTo(3_000);
		this.now = used + 2 * SECOND;
		assertThat(target()).isZero();
	}

	@Test
	void aPotThatIsUsedAgainLeasesAsBefore() {
		use(100, 100);
		use(100, 100);
		this.now += SECOND;
		this.upkeep.sample(this.pot, this.now);
		long before = target();
		for (int tick = 0; tick < 500; tick++) {
			this.now += SECOND / 5;
			this.upkeep.sample(this.pot, this.now);
		}
		assertThat(this.upkeep.share(this.pot, this.now)).as("while nobody asks").isZero();
		this.upkeep.demand(30, 50);
		assertThat(this.upkeep.share(this.pot, this.now)).isBetween((long) (0.6 * before), before);
		this.upkeep.reset();
		assertThat(this.upkeep.share(this.pot, this.now)).isZero();
	}

	@Test
	void whatIsWantedElsewhereIsNotLeasedAheadByWhoWaits() {
		use(100, 100);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(3_000);
		assertThat(this.upkeep.leastAsked).as("anything helps").isEqualTo(1);
		this.upkeep.wantedUntil = this.now + 1;
		this.upkeep.demand(30, 50);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(50);
	}

	@Test
	void whatIsSpentAfterTheLastHoldDoesNotRaiseTheRate() {
		use(100, 100);
		this.now += 3 * SECOND;
		this.upkeep.sample(this.pot, this.now);
		this.pot.settle(0, 100_000);
		this.now += SECOND;
		this.upkeep.sample(this.pot, this.now);
		this.upkeep.demand(30, 50);
		assertThat(target()).isLessThanOrEqualTo(3_000);
	}

	@Test
	void samplesThatCloseTogetherAreOne() {
		hold(100, 100);
		this.now += SECOND / 10 - 1;
		this.upkeep.sample(this.pot, this.now);
		assertThat(target()).isZero();
		this.now += SECOND - SECOND / 10 + 1;
		this.upkeep.sample(this.pot, this.now);
		assertThat(target()).isEqualTo(3_000);
	}

	@Test
	void anUnusedPotStaysIdle() {
		long used = this.upkeep.usedAt;
		this.now += SECOND;
		this.upkeep.sample(this.pot, this.now);
		assertThat(this.upkeep.usedAt).isEqualTo(used);
		use(1, 0);
		assertThat(this.upkeep.usedAt).isEqualTo(this.now);
	}

	@Test
	void sharesWhatIsMissing() {
		assertThat(this.upkeep.share(this.pot, this.now)).isZero();
		this.upkeep.demand(30, 50);
		this.upkeep.demand(10, 70);
		this.upkeep.demand(20, 0);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(120);
		assertThat(this.upkeep.leastAsked).isEqualTo(10);
		this.pot.granted(100);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(20);
		assertThat(this.upkeep.leastAsked).isEqualTo(1);
		this.pot.granted(20);
		assertThat(this.upkeep.share(this.pot, this.now)).isZero();
		this.pot.granted(80);
		assertThat(this.upkeep.share(this.pot, this.now)).as("more than enough").isZero();
		this.upkeep.reset();
		this.pot.takeFree();
		assertThat(this.upkeep.share(this.pot, this.now)).isZero();
	}

	@Test
	void asksForWhatIsLeftAndAtLeastForOneCall() {
		stand(1_000_000 - 40, 0);
		this.upkeep.demand(30, 50);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(40);
		stand(1_000_000 - 20, 0);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(30);
		stand(1_000_000, 0);
		assertThat(this.upkeep.share(this.pot, this.now)).as("another node may give some back").isEqualTo(30);
	}

	@Test
	void withoutACallNothingIsAskedWhereNothingIsLeft() {
		stand(1_000_000, 0);
		this.pot.forceHold(5);
		assertThat(this.upkeep.share(this.pot, this.now)).as("a debt is asked for").isEqualTo(1);
		this.pot.release(5);
		assertThat(this.upkeep.share(this.pot, this.now)).isZero();
	}

	@Test
	void aDebtIsLeasedAsFarAsThereIsMoney() {
		stand(1_000_000 - 40, 0);
		this.pot.forceHold(100);
		assertThat(this.upkeep.share(this.pot, this.now)).isEqualTo(40);
	}

	@Test
	void aFewNanoDollarsAreNotLeasedAhead() {
		this.pot.settle(0, 100);
		this.now += SECOND;
		this.upkeep.sample(this.pot, this.now);
		this.upkeep.usedAt = this.now;
		stand(1_000_000 - 8, 0);
		assertThat(target()).isEqualTo(4);
		stand(1_000_000 - 7, 0);
		assertThat(target()).isZero();
	}

	@Test
	void aPotNeverAskedForLeasesWhatIsMissing() {
		Pot fresh = new Pot(KEY, 100);
		fresh.upkeep.demand(10, 500);
		assertThat(fresh.upkeep.share(fresh, this.now)).isEqualTo(500);
	}

	private void stand(long spent, long leased) {
		this.pot.noted(new Balance(KEY, spent, leased, leased, 1_000_000));
	}

	private long target() {
		return this.upkeep.target(this.pot, this.now);
	}

	/** One call in one second. */
	private void use(long held, long cost) {
		use(held, cost, SECOND);
	}

	private void use(long held, long cost, long time) {
		hold(held, cost);
		this.now += time;
		this.upkeep.sample(this.pot, this.now);
	}

	private void hold(long held, long cost) {
		this.pot.granted(held);
		this.pot.tryHold(held);
		this.pot.settle(held, cost);
		this.pot.takeFree();
	}

}
