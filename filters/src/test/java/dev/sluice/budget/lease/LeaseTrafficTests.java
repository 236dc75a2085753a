package dev.sluice.budget.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AllowanceStore.Return;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.ledger.AllowanceStore.Want;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is asked of the database, how much at once, and what follows when it is slow or
 * its answers are lost.
 */
@Timeout(30)
class LeaseTrafficTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private static final long LIMIT = 100_000;

	private static final long TICK = 250;

	private final SharedMoney money = new SharedMoney();

	private final AllowanceStore other = this.money.node("b");

	private final AllowanceStore own = this.money.node("a");

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final List<String> asked = new ArrayList<>();

	private boolean frozen;

	private boolean deaf;

	private long nanos = TimeUnit.SECONDS.toNanos(100);

	private final LeaseKeeper keeper = new LeaseKeeper(
			new NotedStore(new FreezableStore(this.own, () -> this.frozen, () -> this.deaf), this.asked),
			() -> this.nanos, this.tasks::add, Runnable::run, 1_000);

	private final LeaseBank bank = new LeaseBank(this.keeper, 1_000);

	@Test
	void whatCouldNotBeGivenBackIsGivenBackLater() {
		hold(400).release();
		pass(250);
		long leased = this.money.leased(KEY);
		this.money.down(true);
		pass(2_000);
		assertThat(this.asked).contains("giveBack 1");
		this.money.down(false);
		seconds(14);
		assertThat(this.money.leased(KEY)).as("nobody knows yet").isEqualTo(leased);
		seconds(4);
		assertThat(this.money.leased(KEY)).isZero();
	}

	@Test
	void whatWasGivenBackUnheardIsNotGivenBackTwice() {
		hold(400).release();
		pass(250);
		this.deaf = true;
		pass(2_000);
		assertThat(this.asked).contains("giveBack 1");
		this.deaf = false;
		seconds(20);
		assertThat(this.money.leased(KEY)).isZero();
		assertThat(pot().leased()).isZero();
		assertThat(pot().free()).isZero();
	}

	@Test
	void aLeaseWhoseAnswerWasLostCountsWhenNothingCanComeOfItAnyMore() {
		hold(10);
		this.deaf = true;
		Waiting lost = hold(400);
		seconds(2);
		assertThat(lost.error).isInstanceOf(GatewayException.class);
		this.deaf = false;
		long leased = this.money.leased(KEY);
		assertThat(leased).isGreaterThanOrEqualTo(410);
		seconds(12);
		assertThat(this.money.leased(KEY)).isEqualTo(leased);
		seconds(6);
		assertThat(this.money.leased(KEY)).isEqualTo(10);
	}

	@Test
	void aPotInDoubtIsNotForgotten() {
		hold(10).release();
		this.deaf = true;
		hold(400);
		this.deaf = false;
		this.money.down(true);
		seconds(200);
		this.money.down(false);
		seconds(8);
		assertThat(this.money.leased(KEY)).isZero();
	}

	@Test
	void oneQuestionIsAskedAtATime() {
		hold(400).release();
		pass(250);
		hold(new AllowanceKey("key:t/held", "lifetime"), 10);
		pass(2_000);
		this.asked.clear();
		new Waiting(KEY, 50);
		this.other.lease(List.of(new Share(KEY, LIMIT - 10, LIMIT))).block();
		for (int i = 0; i < 40; i++) {
			this.nanos += TimeUnit.MILLISECONDS.toNanos(100);
			if (i % 7 == 0) {
				new Waiting(KEY, 50);
			}
			this.keeper.turn();
			assertThat(this.asked).hasSizeLessThanOrEqualTo(1);
			runOnlyAnswers();
		}
	}

	@Test
	void noQuestionIsAboutMoreThan256Pots() {
		List<Waiting> all = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			all.add(new Waiting(new AllowanceKey("key:t/" + i, "lifetime"), 10));
		}
		turn();
		assertThat(all).allMatch((waiting) -> waiting.granted == 10);
		assertThat(this.asked).contains("balances 256", "balances 44", "lease 256", "lease 44");
		pass(1_000);
		assertThat(this.asked).contains("balances 256");
		all.forEach(Waiting::release);
		pass(2_000);
		pass(250);
		assertThat(this.asked).contains("giveBack 256", "giveBack 44").doesNotContain("balances 300");
		assertThat(this.money.leased(new AllowanceKey("key:t/299", "lifetime"))).isZero();
	}

	@Test
	void aLeaseIsFilledUpOnceLessThanHalfIsLeft() {
		work();
		long target = pot().upkeep.target(pot(), this.nanos);
		assertThat(target).isGreaterThan(1_000);
		for (int round = 0; round < 2; round++) {
			pot().granted(target - pot().free());
			this.asked.clear();
			assertThat(this.bank.tryHold(purse(KEY), target / 2)).isTrue();
			turn();
			assertThat(this.asked).as("half is left").doesNotContain("lease 1");
			assertThat(this.bank.tryHold(purse(KEY), 2)).isTrue();
			runTasks();
			assertThat(this.asked).as("less is left").containsOnly("lease 1");
			assertThat(pot().free()).isGreaterThan(target / 2);
		}
	}

	@Test
	void noMoreThan256LeasesAreFilledUpAtOnce() {
		List<AllowanceKey> keys = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			keys.add(new AllowanceKey("key:t/" + i, "lifetime"));
		}
		work(keys);
		this.asked.clear();
		for (AllowanceKey key : keys) {
			assertThat(this.bank.tryHold(purse(key), pot(key).free() - 1)).isTrue();
		}
		runTasks();
		assertThat(this.asked).contains("lease 256", "lease 44").doesNotContain("lease 300");
		assertThat(keys).allMatch((key) -> pot(key).free() > 1_000);
	}

	@Test
	void whatIsLeftIsAskedForAtOnceWhereMoreWasAsked() {
		leave(10, 100);
		Waiting waiting = hold(110);
		assertThat(waiting.granted).as("with no time between").isEqualTo(110);
	}

	@Test
	void whoSaidNoIsAskedATurnLaterThanOthers() {
		AllowanceKey rich = new AllowanceKey("key:t/rich", "lifetime");
		hold(rich, 10);
		leave(10, 100);
		Waiting both = new Waiting(purse(rich, KEY), 110);
		Waiting one = hold(rich, 50);
		assertThat(one.granted).isEqualTo(50);
		assertThat(this.asked).containsSubsequence("lease 2", "lease 1");
		assertThat(both.granted).as("in the same moment").isNegative();
		pass(10);
		assertThat(both.granted).isEqualTo(110);
	}

	@Test
	void aLeaseThatCannotBeFilledUpDoesNotKeepOthersFromTheirs() {
		AllowanceKey rich = new AllowanceKey("key:t/rich", "lifetime");
		hold(rich, 10);
		leave(200, 2_000);
		assertThat(new Waiting(purse(rich, KEY), 50).turned().granted).isEqualTo(50);
		assertThat(this.asked).containsOnlyOnce("lease 2").containsOnlyOnce("lease 1");
	}

	@Test
	void whatOthersWantIsNotLeasedAgainForTwoSeconds() {
		work();
		assertThat(this.money.leased(KEY)).isGreaterThan(1_000);
		assertThat(this.other.lease(List.of(new Share(KEY, LIMIT - 1_000, LIMIT))).block().granted()).isFalse();
		pass(250);
		pass(250);
		long spent = pot().unflushed();
		assertThat(this.money.leased(KEY)).as("all that was free went back").isEqualTo(spent);
		this.asked.clear();
		for (int i = 0; i < 5; i++) {
			hold(7).release();
			pass(250);
		}
		assertThat(this.asked).contains("lease 1");
		assertThat(this.money.leased(KEY)).as("exact holds only").isLessThanOrEqualTo(spent + 7);
	}

	@Test
	void whatWentBackOnceDoesNotGoBackAgain() {
		work();
		this.bank.pot(KEY, LIMIT - 1);
		turn();
		assertThat(this.asked).contains("giveBack 1");
		pot();
		turn();
		this.asked.clear();
		work();
		assertThat(this.asked).doesNotContain("giveBack 1");
	}

	@Test
	void whatIsWantedOfAPotThatIsNotInUseHereIsNoMatter() {
		AllowanceKey forgotten = new AllowanceKey("key:t/forgotten", "lifetime");
		hold(10);
		this.own.lease(List.of(new Share(forgotten, LIMIT, LIMIT))).block();
		this.other.lease(List.of(new Share(forgotten, 1, LIMIT))).block();
		pass(250);
		assertThat(this.asked).contains("wanted");
		assertThat(hold(20).granted).isEqualTo(20);
	}

	@Test
	void anOldBalanceRefusesNoCall() {
		hold(10).release();
		this.money.book("b", Map.of(KEY, LIMIT - 100));
		pass(1_000);
		assertThat(hold(500).error).as("by a fresh one").isInstanceOf(Shortage.class);
		seconds(10);
		this.money.correct(KEY, -LIMIT / 2);
		this.asked.clear();
		assertThat(hold(500).granted).isEqualTo(500);
		assertThat(this.asked).contains("lease 1");
	}

	@Test
	void aBalanceReadSinceTheQuestionRefusesItAtOnce() {
		hold(10).release();
		seconds(10);
		this.money.book("b", Map.of(KEY, LIMIT - 100));
		Waiting waiting = hold(500);
		assertThat(waiting.error).as("by the answer to its own question").isInstanceOf(Shortage.class);
	}

	@Test
	void aBalanceAskedForSinceTheCallRefusesItHoweverLateItComes() {
		this.money.book("b", Map.of(KEY, LIMIT));
		Waiting waiting = new Waiting(KEY, 500);
		this.keeper.turn();
		this.nanos += TimeUnit.MILLISECONDS.toNanos(600);
		runTasks();
		assertThat(waiting.error).isInstanceOf(Shortage.class);
		assertThat(this.asked).contains("balances 1").doesNotContain("lease 1");
	}

	@Test
	void aBalanceThatWasJustReadRefusesWithoutAnotherQuestion() {
		hold(10);
		this.money.book("b", Map.of(KEY, LIMIT - 100));
		pass(1_000);
		this.asked.clear();
		this.nanos = pot().upkeep.readAt + LeaseReturns.POLL - 1;
		assertThat(hold(500).error).isInstanceOf(Shortage.class);
		assertThat(this.asked).doesNotContain("lease 1");
		this.nanos = pot().upkeep.readAt + LeaseReturns.POLL;
		assertThat(hold(500).error).isInstanceOf(Shortage.class);
		assertThat(this.asked).as("an older one").contains("lease 1");
	}

	@Test
	void whileTheDatabaseFailsNoBalanceRefuses() {
		hold(10).release();
		this.money.book("b", Map.of(KEY, LIMIT - 100));
		pass(1_000);
		this.money.down(true);
		pass(10);
		hold(90);
		Waiting waiting = hold(500);
		assertThat(waiting.error).isNull();
		pass(1_001);
		assertThat(waiting.error).isInstanceOfSatisfying(GatewayException.class,
				(error) -> assertThat(error.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE));
	}

	@Test
	void aQuestionThatStaysUnansweredForASecondIsA503() {
		hold(10);
		this.frozen = true;
		Waiting waiting = hold(500);
		pass(1_000);
		assertThat(waiting.error).isNull();
		pass(1);
		assertThat(waiting.error).isInstanceOf(GatewayException.class);
	}

	@Test
	void aDatabaseThatTookItsTimeIsGivenFourTimesAsMuch() {
		this.bank.unknown(purse(new AllowanceKey("key:t/slow", "lifetime"))).subscribe();
		for (int i = 0; i < 2; i++) {
			this.keeper.turn();
			this.nanos += TimeUnit.MILLISECONDS.toNanos(TICK);
		}
		runTasks();
		this.frozen = true;
		Waiting waiting = hold(500);
		pass(1_400);
		assertThat(waiting.error).isNull();
		pass(601);
		assertThat(waiting.error).isInstanceOf(GatewayException.class);
	}

	@Test
	void whoStoodStillDoesNotTakeThatForTheDatabasesSilence() {
		hold(10);
		this.frozen = true;
		Waiting waiting = hold(500);
		this.nanos += TimeUnit.SECONDS.toNanos(2);
		turn();
		pass(1_000);
		assertThat(waiting.error).isNull();
		pass(1);
		assertThat(waiting.error).isInstanceOf(GatewayException.class);
	}

	@Test
	void norForTheTimeThatItTakesToAnswer() {
		this.bank.unknown(purse(new AllowanceKey("key:t/slow", "lifetime"))).subscribe();
		this.keeper.turn();
		this.nanos += TimeUnit.MILLISECONDS.toNanos(700);
		runTasks();
		this.frozen = true;
		Waiting waiting = hold(500);
		pass(1_001);
		assertThat(waiting.error).isInstanceOf(GatewayException.class);
	}

	@Test
	void howLongAnAnswerTookIsForgottenSlowly() {
		this.bank.unknown(purse(new AllowanceKey("key:t/slow", "lifetime"))).subscribe();
		this.keeper.turn();
		this.nanos += TimeUnit.MILLISECONDS.toNanos(300);
		runTasks();
		for (int i = 0; i < 30; i++) {
			hold(new AllowanceKey("key:t/" + i, "lifetime"), 10);
		}
		this.frozen = true;
		Waiting waiting = hold(500);
		pass(1_001);
		assertThat(waiting.error).isInstanceOf(GatewayException.class);
	}

	@Test
	void aNoRefusesNobodyBeforeOthersSaidWhatTheyHaveToSpare() {
		hold(10);
		this.other.lease(List.of(new Share(KEY, LIMIT - 10, LIMIT))).block();
		Waiting waiting = hold(500);
		pass(1_500);
		assertThat(waiting.error).isNull();
		answerElsewhere();
		pass(250);
		assertThat(waiting.error).isInstanceOf(Shortage.class);
	}

	@Test
	void aNoRefusesNobodyWhileTheNextQuestionIsOnItsWay() {
		hold(10);
		this.other.lease(List.of(new Share(KEY, LIMIT - 10, LIMIT))).block();
		Waiting waiting = hold(500);
		pass(700);
		answerElsewhere();
		pass(150);
		this.asked.clear();
		this.nanos += TimeUnit.MILLISECONDS.toNanos(149);
		this.keeper.turn();
		while (!this.asked.contains("lease 1")) {
			this.tasks.remove().run();
		}
		this.nanos += TimeUnit.MILLISECONDS.toNanos(10);
		this.keeper.turn();
		assertThat(waiting.error).isNull();
		runTasks();
		assertThat(waiting.error).isInstanceOf(Shortage.class);
	}

	@Test
	void whoHasNothingToSpareSaysSoOnce() {
		hold(10);
		Share share = new Share(KEY, LIMIT, LIMIT);
		assertThat(this.other.lease(List.of(share)).block().refused().get(0).answered()).isZero();
		pass(500);
		assertThat(this.asked).containsOnlyOnce("giveBack 1");
		assertThat(this.other.lease(List.of(share)).block().refused().get(0).answered()).isEqualTo(1);
		hold(20);
		assertThat(this.other.lease(List.of(share)).block().refused().get(0).answered()).as("it leased since").isZero();
		pass(500);
		assertThat(this.other.lease(List.of(share)).block().refused().get(0).answered()).isEqualTo(3);
	}

	private void answerElsewhere() {
		List<Want> wants = this.other.wanted().block();
		assertThat(wants).hasSize(1);
		this.other.giveBack(List.of(new Return(KEY, 0, wants.get(0).number()))).block();
	}

	/** Works, after which so much is free here and so much more can be leased. */
	private void leave(long here, long more) {
		work();
		this.bank.tryHold(purse(KEY), pot().free() - here);
		long there = LIMIT - this.money.spent(KEY) - this.money.leased(KEY);
		assertThat(this.other.lease(List.of(new Share(KEY, there - more, LIMIT))).block().granted()).isTrue();
		this.asked.clear();
	}

	private void work() {
		work(List.of(KEY));
	}

	/** A few seconds of calls, so that a lease is worth having. */
	private void work(List<AllowanceKey> keys) {
		for (int i = 0; i < 12; i++) {
			for (AllowanceKey key : keys) {
				Waiting call = hold(key, 100);
				this.bank.settle(call.purse, 100, 50);
			}
			pass(250);
		}
		assertThat(this.money.violations()).isZero();
	}

	private Pot pot() {
		return pot(KEY);
	}

	private Pot pot(AllowanceKey key) {
		return this.bank.pot(key, LIMIT);
	}

	private Purse purse(AllowanceKey... keys) {
		return new Purse(Stream.of(keys).map(this::pot).toList(), List.of());
	}

	private Waiting hold(long nanos) {
		return hold(KEY, nanos);
	}

	private Waiting hold(AllowanceKey key, long nanos) {
		return new Waiting(key, nanos).turned();
	}

	private void seconds(int seconds) {
		for (int i = 0; i < 2 * seconds; i++) {
			pass(500);
		}
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
		for (int i = 0; i < 5_000 && !this.tasks.isEmpty(); i++) {
			this.tasks.remove().run();
		}
		assertThat(this.tasks).isEmpty();
	}

	/** Runs what is due; each answer may ask one question more. */
	private void runOnlyAnswers() {
		while (!this.tasks.isEmpty()) {
			this.asked.clear();
			this.tasks.remove().run();
			assertThat(this.asked).hasSizeLessThanOrEqualTo(1);
		}
		this.asked.clear();
	}

	private final class Waiting {

		private final Purse purse;

		private final long wanted;

		private long granted = -1;

		private @Nullable Throwable error;

		Waiting(AllowanceKey key, long wanted) {
			this(purse(key), wanted);
		}

		Waiting(Purse purse, long wanted) {
			this.purse = purse;
			this.wanted = wanted;
			LeaseTrafficTests.this.bank.hold(this.purse, wanted, wanted)
				.subscribe((held) -> this.granted = held, (failure) -> this.error = failure);
		}

		Waiting turned() {
			turn();
			return this;
		}

		void release() {
			assertThat(this.granted).isEqualTo(this.wanted);
			LeaseTrafficTests.this.bank.release(this.purse, this.wanted);
		}

	}

}
