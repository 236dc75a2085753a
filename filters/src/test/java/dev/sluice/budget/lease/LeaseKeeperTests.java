package dev.sluice.budget.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Return;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.ledger.BookingListener.Booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** When the keeper asks the database, and how long a call waits for it. */
@Timeout(30)
class LeaseKeeperTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private static final long TICK = 250;

	private final SharedMoney money = new SharedMoney();

	private final AllowanceStore other = this.money.node("b");

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final List<String> asked = new ArrayList<>();

	private long nanos = TimeUnit.SECONDS.toNanos(100);

	private final LeaseKeeper keeper = new LeaseKeeper(new NotedStore(this.money.node("a"), this.asked),
			() -> this.nanos, this.tasks::add, Runnable::run, 2);

	private final LeaseBank bank = new LeaseBank(this.keeper, 3);

	@Test
	void whereTooManyWaitTheNextIsTurnedAway() {
		takeElsewhere(100);
		Waiting first = hold(50);
		assertThat(hold(50).error).isNull();
		assertThat(hold(50).error).isInstanceOfSatisfying(GatewayException.class, (error) -> {
			assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE);
			assertThat(error.retryAfter()).hasSeconds(1);
		});
		first.call.dispose();
		runTasks();
		assertThat(hold(50).error).as("a place is free again").isNull();
	}

	@Test
	void whoLearnsWhatThereIsLeavesItsPlaceAtOnce() {
		boolean[] known = { false };
		this.bank.unknown(purse(100)).subscribe();
		this.bank.unknown(purse(100)).subscribe(null, null, () -> known[0] = true);
		while (!known[0]) {
			this.tasks.remove().run();
		}
		twoPlacesAreFree();
	}

	@Test
	void whosePotWasForgottenLeavesItsPlaceAtOnce() {
		Purse purse = purse(100);
		hold(10).release(10);
		pass(250);
		pass(120_000);
		new Waiting(purse, 10);
		Waiting late = new Waiting(purse, 10);
		this.keeper.turn();
		assertThat(late.error).isInstanceOf(StalePurse.class);
		twoPlacesAreFree();
	}

	@Test
	void whoWaitedInVainLeavesItsPlaceAtOnce() {
		takeElsewhere(100);
		hold(50);
		Waiting second = hold(50);
		pass(999);
		this.nanos += TimeUnit.MILLISECONDS.toNanos(1);
		this.keeper.turn();
		assertThat(second.error).isInstanceOf(Shortage.class);
		twoPlacesAreFree();
	}

	private void twoPlacesAreFree() {
		assertThat(new Waiting(purse(100), 50).error).isNull();
		assertThat(new Waiting(purse(100), 50).error).isNull();
		assertThat(new Waiting(purse(100), 50).error).isNotNull();
	}

	@Test
	void aLimitThatIsSpentRefusesBeforeTheOthersAreKnown() {
		this.money.book("b", Map.of(KEY, 60L));
		hold(10).release(10);
		Pot unknown = this.bank.pot(new AllowanceKey("key:t/unknown", "lifetime"), 1_000);
		this.asked.clear();
		Waiting waiting = new Waiting(new Purse(List.of(unknown, this.bank.pot(KEY, 100)), List.of()), 50);
		this.keeper.turn();
		assertThat(waiting.error).isInstanceOfSatisfying(Shortage.class,
				(shortage) -> assertThat(shortage.key()).isEqualTo(KEY));
	}

	@Test
	void aCallWaitsOneSecondForWhatOthersHold() {
		takeElsewhere(100);
		Waiting waiting = hold(50);
		pass(999);
		assertThat(waiting.error).isNull();
		pass(1);
		assertThat(waiting.error).isInstanceOfSatisfying(Shortage.class, (shortage) -> {
			assertThat(shortage.key()).isEqualTo(KEY);
			assertThat(shortage.limit()).isEqualTo(100);
			assertThat(shortage.setAside()).isEqualTo(100);
			assertThat(shortage.spent()).isZero();
			assertThat(shortage.needed()).isEqualTo(50);
		});
	}

	@Test
	void whatIsSpentIsTold() {
		this.money.book("b", Map.of(KEY, 30L));
		assertThat(hold(80).error).isInstanceOfSatisfying(Shortage.class,
				(shortage) -> assertThat(shortage.spent()).isEqualTo(30));
	}

	@Test
	void whereNoMoreCanBeLeasedLessHasToDo() {
		takeElsewhere(50);
		assertThat(new Waiting(purse(100), 51, 80).settled().granted).as("less than the least").isNegative();
		Waiting modest = new Waiting(purse(100), 50, 80);
		pass(100);
		assertThat(modest.granted).isEqualTo(50);
	}

	@ParameterizedTest
	@CsvSource({ "20, 80", "21, 50" })
	void whereAllThatIsMissingCanBeLeasedItIs(long elsewhere, long granted) {
		takeElsewhere(elsewhere);
		hold(50).release(50);
		assertThat(new Waiting(purse(100), 30, 80).settled().granted).isEqualTo(granted);
	}

	@Test
	void aCallIsServedAsItsScarcestPotAllows() {
		Pot rich = this.bank.pot(new AllowanceKey("key:a/rich", "lifetime"), 1_000);
		Pot poor = this.bank.pot(KEY, 100);
		takeElsewhere(70);
		assertThat(new Waiting(new Purse(List.of(rich, poor), List.of()), 20, 80).settled().granted).isEqualTo(30);
		assertThat(rich.setAside()).isEqualTo(30);
	}

	@Test
	void anOverdrawnPotIsNoReasonNotToLookAtTheOthers() {
		Purse overdrawn = purse(10);
		new Waiting(overdrawn, 10).settled();
		this.bank.settle(overdrawn, 10, 15);
		turn();
		assertThat(overdrawn.enforced()[0].free()).isNegative();
		assertThat(this.bank.tryHold(overdrawn, 0)).as("what is free").isTrue();
		Purse both = overdrawn
			.and(new Purse(List.of(this.bank.pot(new AllowanceKey("key:t/other", "lifetime"), 10)), List.of()));
		boolean[] known = { false };
		this.bank.unknown(both).subscribe(null, null, () -> known[0] = true);
		turn();
		assertThat(known[0]).isTrue();
	}

	@Test
	void manySignalsAreOneTurn() {
		new Waiting(purse(100), 10);
		new Waiting(purse(100), 10);
		this.bank.release(purse(100), 1);
		assertThat(this.tasks).hasSize(1);
	}

	@Test
	void whereNobodyWaitsMoneyThatComesBackWakesNobody() {
		Waiting held = hold(10);
		held.release(5);
		this.bank.settle(held.purse, 5, 5);
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void whatCostsNothingIsFreeAgainAndWhatWasNotHeldIsSpentAllTheSame() {
		Waiting held = hold(10);
		Pot pot = held.purse.enforced()[0];
		this.bank.settle(held.purse, 10, 0);
		assertThat(pot.free()).isEqualTo(10);
		assertThat(pot.unflushed()).isZero();
		this.bank.settle(held.purse, 0, 4);
		assertThat(pot.free()).isEqualTo(6);
		assertThat(pot.unflushed()).isEqualTo(4);
	}

	@Test
	void aPotThatHasEnoughDoesNotMakeTheOthersScarce() {
		AllowanceKey rich = new AllowanceKey("key:a/rich", "lifetime");
		Pot enough = this.bank.pot(rich, 100);
		new Waiting(new Purse(List.of(enough), List.of()), 80).settled().release(80);
		this.money.book("b", Map.of(rich, 50L));
		Pot poor = this.bank.pot(KEY, 100);
		hold(30).release(30);
		enough.noted(new Balance(rich, 50, 80, 80, 100));
		assertThat(enough.unleased()).isEqualTo(-30);
		Waiting waiting = new Waiting(new Purse(List.of(enough, poor), List.of()), 20, 80).settled();
		assertThat(waiting.granted).as("what is missing of the other is leased").isEqualTo(80);
	}

	@Test
	void whatOthersGaveBackMeanwhileIsNotLacking() {
		hold(30).release(30);
		takeElsewhere(70);
		Waiting waiting = hold(50);
		pass(850);
		pass(149);
		giveBackElsewhere(20);
		this.bank.pot(KEY, 100).noted(new Balance(KEY, 0, 80, 30, 100));
		pass(1);
		assertThat(waiting.error).isNull();
		pass(100);
		assertThat(waiting.granted).isEqualTo(50);
	}

	@Test
	void aShortageNamesWhoseMoneyIsLacking() {
		AllowanceKey overdrawn = new AllowanceKey("key:a/overdrawn", "lifetime");
		Pot enough = this.bank.pot(overdrawn, 100);
		new Waiting(new Purse(List.of(enough), List.of()), 50).settled().release(50);
		this.other.lease(List.of(new Share(overdrawn, 30, 100))).block();
		this.money.book("c", Map.of(overdrawn, 40L));
		this.other.giveBack(List.of(new Return(overdrawn, 0, Long.MAX_VALUE - 1))).block();
		takeElsewhere(100);
		Waiting waiting = new Waiting(new Purse(List.of(enough, this.bank.pot(KEY, 100)), List.of()), 50, 80).settled();
		Waiting larger = new Waiting(new Purse(List.of(enough), List.of()), 60).settled();
		for (int i = 0; i < 9; i++) {
			pass(100);
		}
		assertThat(enough.unleased()).isNegative();
		pass(100);
		assertThat(larger.error).as("of the other too more is wanted than there is").isInstanceOf(Shortage.class);
		assertThat(waiting.error).isInstanceOfSatisfying(Shortage.class,
				(shortage) -> assertThat(shortage.key()).isEqualTo(KEY));
	}

	@Test
	void whoDoesNotSayWhatItHasToSpareIsWaitedForAndNotInVain() {
		this.other.lease(List.of(new Share(KEY, 100, 100))).block();
		Waiting waiting = hold(50);
		pass(2_999);
		assertThat(waiting.error).isNull();
		pass(101);
		assertThat(waiting.error).isInstanceOf(Shortage.class);
	}

	@Test
	void itIsWaitedForLongerWhileTheDatabaseIsSlow() {
		this.other.lease(List.of(new Share(KEY, 100, 100))).block();
		Waiting waiting = new Waiting(purse(100), 50);
		long since = this.nanos;
		while (waiting.error == null) {
			if (this.tasks.isEmpty()) {
				this.keeper.turn();
			}
			else {
				this.tasks.remove().run();
			}
			this.nanos += TimeUnit.MILLISECONDS.toNanos(100);
		}
		assertThat(TimeUnit.NANOSECONDS.toMillis(this.nanos - since)).isBetween(3_800L, 4_800L);
		assertThat(waiting.error).isInstanceOf(Shortage.class);
	}

	@Test
	void whatOnePotLacksIsNotLeasedOfTheOthers() {
		AllowanceKey rich = new AllowanceKey("key:a/rich", "lifetime");
		Purse both = new Purse(List.of(this.bank.pot(rich, 1_000), this.bank.pot(KEY, 100)), List.of());
		takeElsewhere(100);
		Waiting waiting = new Waiting(both, 50).settled();
		for (int i = 0; i < 6; i++) {
			pass(100);
			assertThat(this.money.leased(rich)).isZero();
		}
		giveBackElsewhere(50);
		pass(100);
		assertThat(waiting.granted).isEqualTo(50);
	}

	@Test
	void whoFitsIntoWhatIsLeftIsNotHeldUpByWhoDoesNot() {
		hold(20).release(20);
		takeElsewhere(80);
		Waiting large = hold(50);
		Purse both = new Purse(
				List.of(this.bank.pot(new AllowanceKey("key:a/rich", "lifetime"), 1_000), this.bank.pot(KEY, 100)),
				List.of());
		Waiting small = new Waiting(both, 10).settled();
		for (int i = 0; i < 3 && small.granted < 0; i++) {
			pass(50);
		}
		assertThat(small.granted).isEqualTo(10);
		assertThat(large.granted).isNegative();
	}

	@Test
	void aNoOfADatabaseThatFailsSinceIsNotTold() {
		takeElsewhere(100);
		Waiting waiting = hold(50);
		pass(850);
		this.money.down(true);
		pass(100);
		pass(50);
		assertThat(waiting.error).isInstanceOfSatisfying(GatewayException.class,
				(error) -> assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE));
	}

	@Test
	void whatCanNeverFitIsRefusedAtOnce() {
		assertThat(hold(101).error).isInstanceOf(Shortage.class);
		assertThat(hold(100).granted).isEqualTo(100);
	}

	@Test
	void callsAreServedInTheirOrder() {
		takeElsewhere(100);
		Waiting first = hold(60);
		Waiting second = hold(60);
		giveBackElsewhere(60);
		pass(250);
		assertThat(first.granted).isEqualTo(60);
		assertThat(second.granted).isNegative();
	}

	@Test
	void aDatabaseThatFailsIsAskedAgainAfterATenthOfASecond() {
		hold(10);
		this.money.down(true);
		pass(TICK);
		this.asked.clear();
		pass(99);
		assertThat(this.asked).isEmpty();
		pass(1);
		assertThat(this.asked).isNotEmpty();
	}

	@Test
	void whileItFailsNoCallIsToldThatItsBudgetIsSpent() {
		hold(90);
		this.money.down(true);
		pass(300);
		Waiting waiting = hold(50);
		pass(999);
		assertThat(waiting.error).isNull();
		pass(1);
		assertThat(waiting.error).isInstanceOfSatisfying(GatewayException.class, (error) -> {
			assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE);
			assertThat(error.retryAfter()).hasSeconds(2);
		});
	}

	@Test
	void holdersAskFourTimesASecondWhetherOthersWantTheirMoney() {
		Waiting held = hold(10);
		pass(250);
		this.asked.clear();
		pass(249);
		assertThat(this.asked).doesNotContain("wanted");
		pass(1);
		assertThat(this.asked).containsOnlyOnce("wanted");
		held.release(10);
		giveBackAll();
		this.keeper.begin();
		runTasks();
		this.asked.clear();
		pass(250);
		assertThat(this.asked).as("without a lease there is nothing to give").doesNotContain("wanted");
	}

	@Test
	void potsInUseAreReadEverySecondAndIdleOnesAreNot() {
		hold(10).release(10);
		pass(1_000);
		this.asked.clear();
		pass(999);
		assertThat(this.asked).doesNotContain("balances 1");
		pass(1);
		assertThat(this.asked).containsOnlyOnce("balances 1");
		pass(1_500);
		pass(1_500);
		this.asked.clear();
		pass(1_000);
		pass(1_000);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void aPotThatNobodyUsesIsForgottenAfterTwoMinutes() {
		Purse purse = purse(100);
		Waiting held = hold(10);
		held.release(10);
		pass(250);
		pass(119_000);
		pass(500);
		assertThat(purse.isStale()).isFalse();
		pass(500);
		assertThat(purse.isStale()).isTrue();
		assertThat(this.bank.pot(KEY, 100)).isNotSameAs(purse.enforced()[0]);
		Waiting late = new Waiting(purse, 10);
		turn();
		assertThat(late.error).isInstanceOf(StalePurse.class);
	}

	@Test
	void aPotWithMoneyOnItsWayIsNotForgotten() {
		Purse purse = purse(100);
		Waiting held = hold(10);
		for (int i = 0; i < 10; i++) {
			pass(60_000);
		}
		assertThat(purse.isStale()).isFalse();
		this.bank.settle(purse, 10, 10);
		for (int i = 0; i < 10; i++) {
			pass(60_000);
		}
		assertThat(purse.isStale()).as("until it is booked").isFalse();
		assertThat(held.granted).isEqualTo(10);
		this.bank.booked(this.money.book("a", Map.of(KEY, 10L)));
		for (int i = 0; i < 3; i++) {
			pass(60_000);
		}
		assertThat(purse.isStale()).isTrue();
	}

	@Test
	void aNewLimitSendsTheFreeMoneyBack() {
		hold(40).release(40);
		assertThat(this.money.leased(KEY)).isEqualTo(40);
		assertThat(this.bank.pot(KEY, 50).limit()).isEqualTo(50);
		turn();
		assertThat(this.money.leased(KEY)).isZero();
		assertThat(new Waiting(purse(50), 51).settled().error).isInstanceOf(Shortage.class);
	}

	@Test
	void atTheEndAllFreeMoneyGoesBack() {
		hold(10);
		hold(30).release(30);
		giveBackAll();
		assertThat(this.money.leased(KEY)).isEqualTo(10);
		this.asked.clear();
		giveBackAll();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void afterTheEndNothingIsLeasedAnyMore() {
		for (int i = 0; i < 6; i++) {
			hold(5).release(5);
			pass(250);
		}
		assertThat(this.bank.pot(KEY, 100).runsLow() || this.money.leased(KEY) > 0).isTrue();
		giveBackAll();
		this.asked.clear();
		pass(250);
		pass(250);
		assertThat(this.money.leased(KEY)).isZero();
		assertThat(this.asked).isEmpty();
		this.keeper.begin();
		assertThat(hold(30).granted).as("after another begin").isEqualTo(30);
	}

	@Test
	void whatIsOnItsWayAtTheEndGoesBackToo() {
		hold(1).release(1);
		boolean[] done = { false };
		Waiting late = new Waiting(purse(100), 40);
		this.keeper.returnEverything().subscribe(null, null, () -> done[0] = true);
		this.keeper.turn();
		assertThat(this.asked).last().isEqualTo("lease 1");
		this.tasks.remove().run();
		this.tasks.remove().run();
		assertThat(done[0]).as("before it is here").isFalse();
		late.call.dispose();
		runTasks();
		assertThat(done[0]).isTrue();
		assertThat(this.money.leased(KEY)).isZero();
	}

	@Test
	void thereAreNoMorePotsThanMayBe() {
		for (int i = 0; i < 3; i++) {
			this.bank.pot(new AllowanceKey("key:t/" + i, "lifetime"), 1);
		}
		this.bank.pot(new AllowanceKey("key:t/0", "lifetime"), 1);
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> this.bank.pot(KEY, 1)).satisfies((error) -> {
			assertThat(error.kind()).isEqualTo(ErrorKind.OVERLOADED);
			assertThat(error.retryAfter()).hasMinutes(1);
		});
	}

	@Test
	void whatCostsNothingOrNobodyHoldsAtOnce() {
		assertThat(this.bank.tryHold(Purse.EMPTY, 10)).isTrue();
		assertThat(this.bank.tryHold(purse(100), 0)).isTrue();
		assertThat(this.bank.tryHold(purse(100), 1)).as("before the database was asked").isFalse();
		assertThat(this.bank.hold(Purse.EMPTY, 1, 10).block()).isEqualTo(10);
	}

	@Test
	void aPurseIsKnownOnceTheDatabaseWasAsked() {
		Purse purse = purse(100);
		boolean[] known = { false };
		this.bank.unknown(purse).subscribe(null, null, () -> known[0] = true);
		this.keeper.turn();
		assertThat(known[0]).as("before the answer is here").isFalse();
		runTasks();
		assertThat(known[0]).isTrue();
		assertThat(purse.isKnown()).isTrue();
		assertThat(this.asked).containsOnly("balances 1");
		assertThat(this.bank.unknown(purse)).isNull();
		assertThat(this.money.leased(KEY)).as("nothing was leased for it").isZero();
	}

	@Test
	void whatIsBookedOnPotsOfOthersIsNoMatter() {
		hold(10);
		this.bank.booked(Map.of(new AllowanceKey("key:t/else", "lifetime"), new Booking(5, 5)));
		assertThat(this.bank.pot(KEY, 100).leased()).isEqualTo(10);
	}

	@Test
	void moneyThatComesBackServesWhoWaits() {
		Waiting held = hold(100);
		Waiting waiting = hold(30);
		assertThat(waiting.granted).isNegative();
		this.bank.settle(held.purse, 100, 60);
		runTasks();
		assertThat(waiting.granted).isEqualTo(30);
		Waiting last = hold(30);
		waiting.release(30);
		runTasks();
		assertThat(last.granted).as("without waiting for the clock").isEqualTo(30);
	}

	private void takeElsewhere(long nanos) {
		this.other.lease(List.of(new Share(KEY, nanos, 100))).block();
		haveNothingToSpareElsewhere();
	}

	/** However often it is asked. */
	private void haveNothingToSpareElsewhere() {
		this.other.giveBack(List.of(new Return(KEY, 0, Long.MAX_VALUE - 1))).block();
	}

	private void giveBackElsewhere(long nanos) {
		this.other.giveBack(List.of(new Return(KEY, nanos, 0))).block();
	}

	private void giveBackAll() {
		boolean[] done = { false };
		this.keeper.returnEverything().subscribe(null, null, () -> done[0] = true);
		runTasks();
		assertThat(done[0]).isTrue();
	}

	private Purse purse(long limit) {
		return new Purse(List.of(this.bank.pot(KEY, limit)), List.of());
	}

	private Waiting hold(long nanos) {
		return new Waiting(purse(100), nanos).settled();
	}

	/** The clock goes on as it does with a thread that looks many times a second. */
	private void pass(long millis) {
		for (long left = millis; left > 0; left -= TICK) {
			this.nanos += TimeUnit.MILLISECONDS.toNanos(Math.min(TICK, left));
			turn();
		}
	}

	private void turn() {
		this.keeper.turn();
		runTasks();
	}

	private void runTasks() {
		for (int i = 0; i < 1_000 && !this.tasks.isEmpty(); i++) {
			this.tasks.remove().run();
		}
		assertThat(this.tasks).isEmpty();
	}

	private final class Waiting {

		private final Purse purse;

		private final Disposable call;

		private long granted = -1;

		private Throwable error;

		Waiting(Purse purse, long nanos) {
			this(purse, nanos, nanos);
		}

		Waiting(Purse purse, long least, long wanted) {
			this.purse = purse;
			this.call = LeaseKeeperTests.this.bank.hold(purse, least, wanted)
				.subscribe((held) -> this.granted = held, (failure) -> this.error = failure);
		}

		Waiting settled() {
			turn();
			return this;
		}

		void release(long nanos) {
			LeaseKeeperTests.this.bank.release(this.purse, nanos);
		}

	}

}
