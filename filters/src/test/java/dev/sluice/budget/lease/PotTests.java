package dev.sluice.budget.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.BookingListener.Booking;

import static org.assertj.core.api.Assertions.assertThat;

/** The sums of one pot and of a purse: {@code held + unflushed + free = lease}. */
class PotTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private static final long MUCH = 400_000;

	private final Pot pot = new Pot(KEY, 1_000);

	@Test
	void holdsWhatIsFreeAndNoMore() {
		this.pot.granted(100);
		assertThat(this.pot.tryHold(101)).isFalse();
		assertThat(this.pot.tryHold(100)).isTrue();
		assertThat(this.pot.tryHold(1)).isFalse();
		expect(100, 0, 0);
		assertThat(this.pot.holds()).isEqualTo(1);
		assertThat(this.pot.heldEver()).isEqualTo(100);
		this.pot.release(100);
		expect(100, 0, 100);
	}

	@Test
	void aWatchedPotHoldsAheadOfItsLease() {
		this.pot.forceHold(40);
		expect(0, 0, -40);
		assertThat(this.pot.holds()).isEqualTo(1);
		assertThat(this.pot.heldEver()).isEqualTo(40);
		this.pot.release(40);
		expect(0, 0, 0);
	}

	@Test
	void whatIsSpentWaitsToBeBookedAndTheRestIsFree() {
		this.pot.granted(100);
		this.pot.tryHold(60);
		this.pot.settle(60, 25);
		expect(100, 25, 75);
		assertThat(this.pot.turnover()).isEqualTo(25);
		assertThat(this.pot.spent()).isEqualTo(25);
		this.pot.tryHold(10);
		this.pot.settle(10, 10);
		expect(100, 35, 65);
		this.pot.tryHold(5);
		this.pot.settle(5, 0);
		expect(100, 35, 65);
		assertThat(this.pot.turnover()).isEqualTo(35);
	}

	@Test
	void whatIsBookedLeavesLeaseAndUnflushed() {
		this.pot.granted(100);
		this.pot.tryHold(60);
		this.pot.settle(60, 25);
		this.pot.booked(new Booking(25, 25));
		expect(75, 0, 75);
	}

	@Test
	void whatIsNotBookedYetStaysUnflushed() {
		this.pot.granted(100);
		this.pot.tryHold(60);
		this.pot.settle(60, 35);
		this.pot.booked(new Booking(25, 25));
		expect(75, 10, 65);
	}

	@Test
	void anOverrunThatTheLeaseDidNotCoverIsForgottenOnceBooked() {
		this.pot.granted(50);
		this.pot.tryHold(50);
		this.pot.settle(50, 130);
		expect(50, 130, -80);
		this.pot.booked(new Booking(130, 50));
		expect(0, 0, 0);
	}

	@Test
	void whatAFormerProcessSpentWasNeverCountedHere() {
		this.pot.granted(100);
		this.pot.booked(new Booking(30, 0));
		expect(100, 0, 100);
		this.pot.booked(new Booking(30, 30));
		expect(70, 0, 70);
		this.pot.booked(new Booking(300, 300));
		expect(0, 0, 0);
	}

	@Test
	void givesBackWhatIsFreeOnce() {
		this.pot.granted(100);
		this.pot.tryHold(40);
		assertThat(this.pot.takeFree()).isEqualTo(60);
		expect(40, 0, 0);
		assertThat(this.pot.takeFree()).isZero();
		this.pot.settle(40, 50);
		assertThat(this.pot.takeFree()).isZero();
		expect(40, 50, -10);
	}

	@Test
	void isClosedOnlyWhenNothingIsOnItsWay() {
		this.pot.granted(10);
		assertThat(this.pot.close()).isFalse();
		this.pot.tryHold(10);
		assertThat(this.pot.close()).isFalse();
		this.pot.settle(10, 10);
		assertThat(this.pot.close()).isFalse();
		this.pot.booked(new Booking(10, 10));
		assertThat(this.pot.isClosed()).isFalse();
		assertThat(this.pot.close()).isTrue();
		assertThat(this.pot.isClosed()).isTrue();
	}

	@Test
	void aForcedHoldKeepsItOpen() {
		this.pot.forceHold(5);
		assertThat(this.pot.close()).isFalse();
	}

	// Threads of their own: the common pool may have but one.
	@RepeatedTest(5)
	void whoHoldsAndWhoGivesBackAtOnceShareWhatThereIs() {
		this.pot.granted(MUCH);
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			CompletableFuture<Long> one = CompletableFuture.supplyAsync(this::heldOneByOne, threads);
			CompletableFuture<Long> other = CompletableFuture.supplyAsync(this::heldOneByOne, threads);
			while (!one.isDone() || !other.isDone()) {
				this.pot.granted(this.pot.takeFree());
			}
			assertThat(one.join() + other.join() + this.pot.free()).isEqualTo(MUCH);
			assertThat(this.pot.leased()).isEqualTo(MUCH);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private long heldOneByOne() {
		return LongStream.range(0, MUCH / 2).filter((call) -> this.pot.tryHold(1)).count();
	}

	@ParameterizedTest
	@CsvSource({ "300, 240", "60, 0", "30, 0" })
	void whatWasBookedHereBeforeTheFirstAnswerWasNotSpentBefore(long spent, long atFirst) {
		this.pot.forceHold(120);
		this.pot.settle(120, 100);
		this.pot.booked(new Booking(60, 0));
		this.pot.noted(new Balance(KEY, spent, 0, 0, 1_000));
		assertThat(this.pot.spentAtFirst()).isEqualTo(atFirst);
	}

	@Test
	void tellsHowItStandsOverAllNodes() {
		assertThat(this.pot.isKnown()).isFalse();
		assertThat(this.pot.remainder()).isZero();
		assertThat(this.pot.unleased()).isZero();
		assertThat(this.pot.ceiling()).isEqualTo(1_000);
		assertThat(this.pot.spentAtFirst()).isEqualTo(-1);
		assertThat(this.pot.setAside()).isZero();
		this.pot.noted(new Balance(KEY, 200, 300, 100, 1_000));
		this.pot.granted(100);
		this.pot.tryHold(30);
		assertThat(this.pot.isKnown()).isTrue();
		assertThat(this.pot.spent()).isEqualTo(200);
		assertThat(this.pot.unleased()).isEqualTo(500);
		assertThat(this.pot.ceiling()).isEqualTo(800);
		assertThat(this.pot.remainder()).isEqualTo(570);
		assertThat(this.pot.setAside()).as("elsewhere, and held here").isEqualTo(230);
		this.pot.settle(30, 50);
		assertThat(this.pot.spent()).isEqualTo(250);
		assertThat(this.pot.setAside()).isEqualTo(200);
		this.pot.noted(new Balance(KEY, 1_100, 0, 100, 1_000));
		assertThat(this.pot.spentAtFirst()).isEqualTo(200);
		assertThat(this.pot.setAside()).isZero();
		assertThat(this.pot.remainder()).as("what is free here").isEqualTo(50);
		this.pot.tryHold(50);
		this.pot.settle(50, 60);
		assertThat(this.pot.remainder()).isZero();
	}

	@Test
	void runsLowBelowItsMarkAndSaysSoOnce() {
		this.pot.lowWater(50);
		this.pot.granted(50);
		assertThat(this.pot.runsLow()).isFalse();
		assertThat(this.pot.markLow()).isFalse();
		this.pot.tryHold(1);
		assertThat(this.pot.runsLow()).isTrue();
		assertThat(this.pot.markLow()).isTrue();
		assertThat(this.pot.markLow()).isFalse();
		this.pot.unmarkLow();
		assertThat(this.pot.markLow()).isTrue();
	}

	@Test
	void aPurseHoldsInEveryPotOrInNone() {
		Pot poor = new Pot(new AllowanceKey("team:t/x", "lifetime"), 50);
		Pot watched = new Pot(new AllowanceKey("tag:t/y", "lifetime"), Pot.UNLIMITED);
		Purse purse = new Purse(List.of(poor, this.pot), List.of(watched));
		this.pot.granted(100);
		poor.granted(40);
		assertThat(purse.keys()).containsExactly(KEY, watched.key(), poor.key());
		assertThat(purse.tryHold(41)).isFalse();
		expect(100, 0, 100);
		assertThat(poor.free()).isEqualTo(40);
		assertThat(watched.free()).isZero();
		assertThat(purse.tryHold(40)).isTrue();
		expect(100, 0, 60);
		assertThat(watched.free()).isEqualTo(-40);
		purse.release(10);
		expect(100, 0, 70);
		assertThat(poor.free()).isEqualTo(10);
		assertThat(watched.free()).isEqualTo(-30);
		purse.settle(30, 20);
		expect(100, 20, 80);
		assertThat(poor.unflushed()).isEqualTo(20);
		assertThat(watched.unflushed()).isEqualTo(20);
		assertThat(watched.free()).isEqualTo(-20);
	}

	@Test
	void aPurseIsKnownAndFreshWhenAllItsPotsAre() {
		Pot other = new Pot(new AllowanceKey("team:t/x", "lifetime"), 50);
		Purse limits = new Purse(List.of(this.pot, other), List.of());
		this.pot.noted(new Balance(KEY, 0, 0, 0, 1_000));
		assertThat(limits.isKnown()).isFalse();
		other.noted(new Balance(other.key(), 10, 0, 0, 50));
		assertThat(limits.isKnown()).isTrue();
		assertThat(limits.isLimited()).isTrue();
		assertThat(limits.remainder()).isEqualTo(40);
		Pot rich = new Pot(new AllowanceKey("user:t/z", "lifetime"), 900);
		rich.noted(new Balance(rich.key(), 0, 0, 0, 900));
		assertThat(new Purse(List.of(this.pot, other, rich), List.of()).remainder()).isEqualTo(40);
		assertThat(limits.isStale()).isFalse();
		other.close();
		assertThat(limits.isStale()).isTrue();
		Purse watched = new Purse(List.of(), List.of(this.pot, other));
		assertThat(watched.isStale()).isTrue();
		assertThat(watched.isLimited()).isFalse();
		assertThat(watched.remainder()).isEqualTo(Pot.UNLIMITED);
		assertThat(new Purse(List.of(), List.of(this.pot)).isStale()).isFalse();
		assertThat(Purse.EMPTY.isEmpty()).isTrue();
		assertThat(watched.isEmpty()).isFalse();
	}

	@Test
	void twoPursesAddUp() {
		Pot other = new Pot(new AllowanceKey("team:t/x", "lifetime"), 50);
		Purse one = new Purse(List.of(this.pot), List.of());
		assertThat(one.and(Purse.EMPTY)).isSameAs(one);
		Purse both = one.and(new Purse(List.of(), List.of(other)));
		assertThat(both.keys()).containsExactly(KEY, other.key());
		assertThat(both.enforced()).containsExactly(this.pot);
		assertThat(both.watched()).containsExactly(other);
		assertThat(new Purse(List.of(other), List.of()).and(one).enforced()).containsExactly(this.pot, other);
	}

	@Test
	void aPurseTellsOfEachPotThatRunsLowOnce() {
		Pot watched = new Pot(new AllowanceKey("tag:t/y", "lifetime"), Pot.UNLIMITED);
		Purse purse = new Purse(List.of(this.pot), List.of(watched));
		List<Pot> low = new ArrayList<>();
		purse.eachLow(low::add);
		assertThat(low).isEmpty();
		this.pot.lowWater(1);
		watched.lowWater(1);
		purse.eachLow(low::add);
		purse.eachLow(low::add);
		assertThat(low).containsExactly(this.pot, watched);
	}

	private void expect(long lease, long unflushed, long free) {
		assertThat(this.pot).hasToString(KEY + "[lease=" + lease + ", unflushed=" + unflushed + ", free=" + free + "]");
		assertThat(List.of(this.pot.leased(), this.pot.unflushed(), this.pot.free())).containsExactly(lease, unflushed,
				free);
	}

}
