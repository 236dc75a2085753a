package dev.sluice.budget.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes near the end of a limit, with more calls than fit, a database that takes its
 * time and processes that stand still for a while, played in virtual time: no call may be
 * refused for money that nobody holds.
 */
@Timeout(60)
class IdleMoneyTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private static final AllowanceKey TEAM = new AllowanceKey("team:t/x", "lifetime");

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long LIMIT = 200_000;

	private static final long LEAST = 660;

	private final PriorityQueue<Event> events = new PriorityQueue<>();

	/** What of the limit is neither held nor spent, whenever it changed. */
	private final TreeMap<Long, Long> unheld = new TreeMap<>();

	private long now = 1_000_000_000L;

	private long order;

	private long used;

	private int served;

	private final List<String> faults = new ArrayList<>();

	private int refused;

	private int undecided;

	@ParameterizedTest
	@CsvSource({ "2, 0", "50, 0", "150, 0", "2, 1300", "50, 1300", "150, 1300" })
	void noCallIsRefusedForMoneyThatLiesIdleAnywhereForASecond(int databaseMillis, int stallMillis) {
		for (long seed = 1; seed <= 6; seed++) {
			play(new Random(seed), databaseMillis, stallMillis);
		}
		assertThat(this.served).isGreaterThan(200);
		assertThat(this.refused).isGreaterThan(200);
		assertThat(this.undecided).isZero();
		assertThat(this.faults).isEmpty();
	}

	private void play(Random random, int databaseMillis, int stallMillis) {
		this.events.clear();
		this.unheld.clear();
		this.used = 0;
		SharedMoney money = new SharedMoney();
		List<Node> nodes = List.of(new Node("a", money, random, databaseMillis),
				new Node("b", money, random, databaseMillis));
		this.unheld.put(this.now, LIMIT);
		long end = this.now + 12 * SECOND;
		for (int call = 0; call < 1500; call++) {
			Node node = nodes.get(random.nextInt(2));
			long wanted = LEAST + random.nextInt(4) * random.nextInt(600);
			at(this.now + (long) (random.nextDouble() * 8 * SECOND), () -> node.run(() -> node.call(wanted, random)));
		}
		for (int stall = 0; stallMillis > 0 && stall < 4; stall++) {
			Node node = nodes.get(random.nextInt(2));
			at(this.now + (long) ((2.5 * stall + random.nextDouble()) * SECOND), () -> node.standStill(stallMillis));
		}
		while (!this.events.isEmpty() && this.events.peek().time() < end) {
			Event next = this.events.poll();
			this.now = Math.max(this.now, next.time());
			next.work().run();
		}
		assertThat(money.violations()).isZero();
		this.now = end;
	}

	private void at(long time, Runnable work) {
		this.events.add(new Event(time, this.order++, work));
	}

	private void use(long nanos) {
		this.used += nanos;
		this.unheld.put(this.now, LIMIT - this.used);
	}

	private void refused(long since, long least) {
		this.refused++;
		long from = this.now - SECOND;
		Map.Entry<Long, Long> first = this.unheld.floorEntry(from);
		long room = (first != null) ? first.getValue() : LIMIT;
		for (long part : this.unheld.subMap(from, true, this.now, true).values()) {
			room = Math.min(room, part);
		}
		if (room >= least) {
			this.faults.add("waited %d ms, %d unheld".formatted((this.now - since) / 1_000_000, room));
		}
	}

	private record Event(long time, long order, Runnable work) implements Comparable<Event> {

		@Override
		public int compareTo(Event other) {
			return (this.time != other.time) ? Long.compare(this.time, other.time)
					: Long.compare(this.order, other.order);
		}

	}

	private final class Node {

		private final String id;

		private final SharedMoney money;

		private final LeaseKeeper keeper;

		private final LeaseBank bank;

		private final Map<AllowanceKey, Long> costs = new HashMap<>();

		private long freeAt;

		private long stillUntil;

		Node(String id, SharedMoney money, Random random, int databaseMillis) {
			this.id = id;
			this.money = money;
			this.keeper = new LeaseKeeper(new SlowStore(money.node(id), random, databaseMillis),
					() -> IdleMoneyTests.this.now, this::execute, Runnable::run, 10_000);
			this.bank = new LeaseBank(this.keeper, 100);
			tick();
			flush(random, databaseMillis);
		}

		// The keeper's thread does one thing after the other.
		private void execute(Runnable task) {
			this.freeAt = Math.max(this.freeAt, IdleMoneyTests.this.now) + 200_000;
			at(this.freeAt, () -> run(task));
		}

		/** As a process does whose memory is cleaned up, or that gets no processor. */
		void standStill(int millis) {
			this.stillUntil = IdleMoneyTests.this.now + millis * 1_000_000L;
		}

		void run(Runnable work) {
			if (IdleMoneyTests.this.now < this.stillUntil) {
				at(this.stillUntil, () -> run(work));
			}
			else {
				work.run();
			}
		}

		private void tick() {
			run(this.keeper::turn);
			at(IdleMoneyTests.this.now + 50_000_000, this::tick);
		}

		private void flush(Random random, int databaseMillis) {
			Map<AllowanceKey, Long> batch = new HashMap<>(this.costs);
			this.costs.clear();
			at(IdleMoneyTests.this.now + random.nextInt(2 * databaseMillis) * 1_000_000L,
					() -> run(() -> this.bank.booked(this.money.book(this.id, batch))));
			at(IdleMoneyTests.this.now + 50_000_000 + 2 * databaseMillis * 1_000_000L,
					() -> flush(random, databaseMillis));
		}

		void call(long wanted, Random random) {
			long since = IdleMoneyTests.this.now;
			Purse purse = new Purse(List.of(this.bank.pot(KEY, LIMIT), this.bank.pot(TEAM, 100 * LIMIT)), List.of());
			this.bank.hold(purse, LEAST, wanted).subscribe((held) -> {
				IdleMoneyTests.this.served++;
				use(held);
				long cost = held - random.nextInt(200);
				at(IdleMoneyTests.this.now + 200_000_000 + random.nextInt(500) * 1_000_000L, () -> run(() -> {
					use(cost - held);
					this.bank.settle(purse, held, cost);
					purse.keys().forEach((key) -> this.costs.merge(key, cost, Long::sum));
				}));
			}, (failure) -> {
				if (failure instanceof Shortage) {
					refused(since, LEAST);
				}
				else {
					IdleMoneyTests.this.undecided++;
				}
			});
		}

	}

	/** Decides at once, and tells so later. */
	private final class SlowStore implements AllowanceStore {

		private final AllowanceStore store;

		private final Random random;

		private final int millis;

		SlowStore(AllowanceStore store, Random random, int millis) {
			this.store = store;
			this.random = random;
			this.millis = millis;
		}

		private <T> Mono<T> slow(Mono<T> answer) {
			return Mono.defer(() -> {
				Sinks.One<T> told = Sinks.one();
				long half = this.random.nextInt(this.millis) * 1_000_000L;
				at(IdleMoneyTests.this.now + half, () -> {
					T value = answer.block();
					at(IdleMoneyTests.this.now + half, () -> {
						if (value != null) {
							told.tryEmitValue(value);
						}
						else {
							told.tryEmitEmpty();
						}
					});
				});
				return told.asMono();
			});
		}

		@Override
		public Mono<Instant> now() {
			return slow(this.store.now());
		}

		@Override
		public Mono<Lease> lease(List<Share> shares) {
			return slow(this.store.lease(shares));
		}

		@Override
		public Mono<Void> giveBack(List<Return> returns) {
			return slow(this.store.giveBack(returns));
		}

		@Override
		public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
			return slow(this.store.balances(keys));
		}

		@Override
		public Mono<List<Want>> wanted() {
			return slow(this.store.wanted());
		}

	}

}
