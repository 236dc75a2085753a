package dev.sluice.budget.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;

import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceKey;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leases under many seeded interleavings: nodes, calls, flushes, answers of the database
 * and the clock take their turns in a random order.
 */
@Timeout(60)
class LeaseBankTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private static final AllowanceKey TEAM = new AllowanceKey("team:t/x", "2026-11");

	private final SharedMoney money = new SharedMoney();

	private long nanos = 1_000_000_000L;

	@Test
	void aHoldWithinTheLeaseAsksNobody() {
		Node node = new Node("a");
		Call first = node.call(100, 10, 10, KEY);
		node.settle();
		assertThat(first.granted).isEqualTo(10);
		first.end(10);
		for (int i = 0; i < 20; i++) {
			node.call(1000000, 10, 10, KEY).end(10);
			advance(100);
			node.settle();
		}
		this.money.down(true);
		Call within = node.call(1000000, 10, 10, KEY);
		assertThat(within.granted).as("granted at once, with the database down").isEqualTo(10);
	}

	@Test
	void moneyThatIsNotUsedGoesBackAfterTwoSeconds() {
		Node node = new Node("a");
		Call call = node.call(100, 10, 40, KEY);
		node.settle();
		call.end(5);
		node.flush();
		assertThat(this.money.leased(KEY)).isEqualTo(35);
		for (int i = 0; i < 10; i++) {
			advance(300);
			node.settle();
		}
		assertThat(this.money.leased(KEY)).isZero();
		assertThat(this.money.spent(KEY)).isEqualTo(5);
	}

	@Test
	void whatOneNodeLeavesIdleTheOtherGets() {
		Node a = new Node("a");
		Node b = new Node("b");
		Call first = a.call(100, 90, 90, KEY);
		a.settle();
		first.end(1);
		Call second = b.call(100, 50, 50, KEY);
		for (int i = 0; i < 9 && second.granted < 0; i++) {
			b.settle();
			advance(100);
			a.settle();
		}
		assertThat(second.granted).isEqualTo(50);
		assertThat(this.money.violations()).isZero();
	}

	@Test
	void aSpentLimitRefusesAtOnceAndSaysHowItStands() {
		Node node = new Node("a");
		Call call = node.call(100, 95, 95, KEY);
		node.settle();
		call.end(95);
		node.flush();
		advance(300);
		Call refused = node.call(100, 10, 20, KEY);
		node.settle();
		assertThat(refused.error).isInstanceOfSatisfying(Shortage.class, (shortage) -> {
			assertThat(shortage.limit()).isEqualTo(100);
			assertThat(shortage.spent()).isEqualTo(95);
			assertThat(shortage.needed()).isEqualTo(10);
		});
	}

	@Test
	void whatIsLeftIsGivenWhenItSuffices() {
		Node node = new Node("a");
		Call call = node.call(100, 10, 60, KEY);
		node.settle();
		Call second = node.call(100, 10, 60, KEY);
		node.settle();
		assertThat(call.granted).isEqualTo(60);
		assertThat(second.granted).isEqualTo(40);
	}

	@Test
	void aCallWaitsForMoneyThatIsHeldAndGetsItOnceItIsBack() {
		Node node = new Node("a");
		Call call = node.call(100, 90, 90, KEY);
		node.settle();
		Call second = node.call(100, 50, 50, KEY);
		node.settle();
		assertThat(second.granted).isNegative();
		call.release();
		node.settle();
		assertThat(second.granted).isEqualTo(50);
	}

	@Test
	void aDatabaseThatIsDownIsNeverAnExhaustedBudget() {
		Node node = new Node("a");
		Call call = node.call(100, 10, 10, KEY);
		node.settle();
		this.money.down(true);
		Call second = node.call(100, 50, 50, KEY);
		node.settle();
		advance(1100);
		node.settle();
		assertThat(call.granted).isEqualTo(10);
		assertThat(second.error).isInstanceOfSatisfying(GatewayException.class,
				(failure) -> assertThat(failure.kind().status()).isEqualTo(503));
	}

	@Test
	void aDatabaseThatHangsIsNeverAnExhaustedBudget() {
		Node node = new Node("a");
		node.call(100, 10, 10, KEY);
		node.settle();
		node.frozen = true;
		Call second = node.call(100, 50, 95, KEY);
		for (int i = 0; i < 6; i++) {
			node.settle();
			advance(250);
		}
		node.settle();
		assertThat(second.error).isInstanceOf(GatewayException.class);
	}

	@Test
	void aLeaseWhoseAnswerWasLostIsTakenOverInTheEnd() {
		Node node = new Node("a");
		Call before = node.call(100, 10, 10, KEY);
		node.settle();
		before.release();
		node.deaf = true;
		Call lost = node.call(100, 60, 60, KEY);
		node.settle();
		node.deaf = false;
		assertThat(lost.granted).isNegative();
		assertThat(this.money.leased(KEY)).isEqualTo(60);
		Call call = null;
		for (int i = 0; i < 40 && (call == null || call.granted < 0); i++) {
			if (call != null) {
				call.cancel();
			}
			advance(500);
			call = node.call(100, 80, 80, KEY);
			node.settle();
		}
		assertThat(call.granted).isEqualTo(80);
		assertThat(this.money.violations()).isZero();
		assertThat(this.money.leased(KEY)).isEqualTo(80);
	}

	@Test
	void anOverrunIsCountedAndBlocksTheNext() {
		Node node = new Node("a");
		Call call = node.call(100, 50, 50, KEY);
		node.settle();
		call.end(130);
		node.flush();
		advance(300);
		Call next = node.call(100, 1, 1, KEY);
		node.settle();
		assertThat(next.error).isInstanceOf(Shortage.class);
		assertThat(this.money.spent(KEY)).isEqualTo(130);
		assertThat(node.pot(KEY).free()).isZero();
	}

	@Test
	void aClientThatLeavesWhileItWaitsLeavesNothingHeld() {
		Node node = new Node("a");
		Call call = node.call(100, 10, 10, KEY);
		call.cancel();
		node.settle();
		assertThat(node.pot(KEY).setAside()).isZero();
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 })
	void noInterleavingSpendsMoreThanTheLimitOrLosesMoney(long seed) {
		Random random = new Random(seed);
		List<Node> nodes = List.of(new Node("a"), new Node("b"), new Node("c"));
		List<Call> open = new ArrayList<>();
		long keyLimit = 2_000 + random.nextInt(8_000);
		long teamLimit = 2_000 + random.nextInt(8_000);
		long spent = 0;
		for (int step = 0; step < 6_000; step++) {
			Node node = nodes.get(random.nextInt(nodes.size()));
			switch (random.nextInt(10)) {
				case 0, 1, 2 -> open.add(call(random, node, keyLimit, teamLimit));
				case 3, 4 -> spent += endOne(random, open);
				case 5 -> node.flush();
				case 6 -> this.nanos += TimeUnit.MILLISECONDS.toNanos(random.nextInt(60));
				default -> node.step(random);
			}
			nodes.forEach(Node::check);
			assertThat(this.money.violations()).as("seed %d, step %d", seed, step).isZero();
		}
		this.money.down(false);
		spent += finish(random, nodes, open);
		assertThat(this.money.spent(KEY)).isLessThanOrEqualTo(keyLimit);
		assertThat(this.money.spent(TEAM)).isLessThanOrEqualTo(teamLimit);
		assertThat(this.money.leased(KEY)).as("seed %d", seed).isZero();
		assertThat(this.money.leased(TEAM)).as("seed %d: %s", seed, nodes.stream().map((node) -> node.pots).toList())
			.isZero();
		assertThat(nodes.stream().mapToLong((node) -> node.costs.getOrDefault(KEY, 0L)).sum()).isZero();
		assertThat(spent).isEqualTo(this.money.spent(KEY));
		Call last = nodes.get(0)
			.call(keyLimit, keyLimit - this.money.spent(KEY), keyLimit - this.money.spent(KEY), KEY);
		nodes.get(0).settle();
		assertThat(last.granted).as("all that is left can be had").isEqualTo(keyLimit - this.money.spent(KEY));
	}

	private static Call call(Random random, Node node, long keyLimit, long teamLimit) {
		int wanted = 1 + random.nextInt(random.nextInt(10) == 0 ? 2_000 : 60);
		Call call = node.call(keyLimit, 1 + random.nextInt(wanted), wanted, KEY);
		if (random.nextBoolean()) {
			call.cancel();
			call = node.call(keyLimit, teamLimit, 1 + random.nextInt(wanted), wanted);
		}
		return call;
	}

	private static long endOne(Random random, List<Call> open) {
		if (open.isEmpty()) {
			return 0;
		}
		Call call = open.remove(random.nextInt(open.size()));
		if (call.granted < 0) {
			call.cancel();
			return 0;
		}
		if (random.nextInt(4) == 0) {
			call.release();
			return 0;
		}
		return call.end(random.nextLong(call.granted + 1));
	}

	private long finish(Random random, List<Node> nodes, List<Call> open) {
		long spent = 0;
		while (!open.isEmpty()) {
			spent += endOne(random, open);
		}
		for (int i = 0; i < 300; i++) {
			advance(100);
			nodes.forEach((node) -> {
				node.settle();
				node.flush();
				node.check();
			});
		}
		return spent;
	}

	private void advance(long millis) {
		this.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
	}

	/** One gateway, whose threads run step by step. */
	private final class Node {

		private final String id;

		private final Deque<Runnable> tasks = new ArrayDeque<>();

		private final Map<AllowanceKey, Long> costs = new HashMap<>();

		private final Map<AllowanceKey, Pot> pots = new HashMap<>();

		private final LeaseBank bank;

		private final LeaseKeeper keeper;

		private boolean frozen;

		private boolean deaf;

		private int held;

		Node(String id) {
			this.id = id;
			this.keeper = new LeaseKeeper(
					new FreezableStore(LeaseBankTests.this.money.node(id), () -> this.frozen, () -> this.deaf),
					() -> LeaseBankTests.this.nanos, this.tasks::add, Runnable::run, 1000);
			this.bank = new LeaseBank(this.keeper, 100);
		}

		Pot pot(AllowanceKey key) {
			return this.pots.get(key);
		}

		Call call(long limit, long least, long wanted, AllowanceKey key) {
			Pot pot = this.bank.pot(key, limit);
			this.pots.put(key, pot);
			return new Call(this, new Purse(List.of(pot), List.of()), least, wanted);
		}

		Call call(long keyLimit, long teamLimit, long least, long wanted) {
			Pot key = this.bank.pot(KEY, keyLimit);
			Pot team = this.bank.pot(TEAM, teamLimit);
			this.pots.put(KEY, key);
			this.pots.put(TEAM, team);
			return new Call(this, new Purse(List.of(team, key), List.of()), least, wanted);
		}

		void step(Random random) {
			if (random.nextInt(3) == 0) {
				this.keeper.turn();
			}
			Runnable task = this.tasks.poll();
			if (task != null) {
				task.run();
			}
		}

		void settle() {
			this.keeper.turn();
			for (int i = 0; i < 1000 && !this.tasks.isEmpty(); i++) {
				this.tasks.poll().run();
			}
			assertThat(this.tasks).as("the keeper comes to rest").isEmpty();
		}

		void flush() {
			Map<AllowanceKey, Long> batch = new HashMap<>(this.costs);
			this.costs.clear();
			this.bank.booked(LeaseBankTests.this.money.book(this.id, batch));
		}

		void spend(Purse purse, long cost) {
			purse.keys().forEach((key) -> this.costs.merge(key, cost, Long::sum));
		}

		void check() {
			for (Pot pot : this.pots.values()) {
				assertThat(pot.free()).as("held + unflushed <= lease in %s of %s", pot, this.id).isNotNegative();
			}
		}

	}

	private static final class Call {

		private final Node node;

		private final Purse purse;

		private final Disposable waiting;

		private long granted = -1;

		private @Nullable Throwable error;

		Call(Node node, Purse purse, long least, long wanted) {
			this.node = node;
			this.purse = purse;
			this.waiting = node.bank.hold(purse, least, wanted)
				.subscribe((held) -> this.granted = held, (failure) -> this.error = failure);
		}

		long end(long cost) {
			this.node.bank.settle(this.purse, this.granted, cost);
			this.node.spend(this.purse, cost);
			return cost;
		}

		void release() {
			this.node.bank.release(this.purse, this.granted);
		}

		void cancel() {
			if (this.granted >= 0) {
				release();
				return;
			}
			this.waiting.dispose();
		}

	}

}
