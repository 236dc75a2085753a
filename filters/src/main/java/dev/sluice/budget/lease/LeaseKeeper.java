package dev.sluice.budget.lease;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;

/**
 * Serves the calls that wait for money, and keeps the leases as large as they should be.
 * All its work runs on one thread, one question to the database at a time; the thread
 * itself never waits for an answer.
 */
public final class LeaseKeeper {

	/** For how long a call waits for money that others may give back. */
	static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

	private final LongSupplier nanos;

	private final Executor thread;

	private final Executor deliverers;

	private final int capacity;

	private final Queue<Waiter> arrived = new ConcurrentLinkedQueue<>();

	private final Queue<Pot> lowPots = new ConcurrentLinkedQueue<>();

	private final AtomicInteger waitingCount = new AtomicInteger();

	private final AtomicBoolean signalled = new AtomicBoolean();

	private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();

	private final DatabaseLine line;

	private final LeaseTraffic traffic;

	private Map<AllowanceKey, Pot> pots = Map.of();

	/**
	 * Creates a keeper.
	 * @param store the money of all nodes
	 * @param nanos the node's own time, well above 0, which stands for never
	 * @param thread runs the keeper's work, one task at a time
	 * @param deliverers run what calls do once they have their money
	 * @param capacity how many calls may wait
	 */
	public LeaseKeeper(AllowanceStore store, LongSupplier nanos, Executor thread, Executor deliverers, int capacity) {
		this.nanos = nanos;
		this.thread = thread;
		this.deliverers = deliverers;
		this.capacity = capacity;
		this.line = new DatabaseLine(nanos, (answer) -> thread.execute(() -> {
			answer.run();
			turn();
		}));
		this.traffic = new LeaseTraffic(store, nanos, this.line);
	}

	void watch(Map<AllowanceKey, Pot> pots) {
		this.pots = pots;
	}

	Mono<Long> waiter(Purse purse, long least, long wanted) {
		return new Waiter(purse, least, wanted, this::arrive, this::left, this.deliverers);
	}

	private boolean arrive(Waiter waiter) {
		if (this.waitingCount.incrementAndGet() > this.capacity) {
			this.waitingCount.decrementAndGet();
			return false;
		}
		waiter.since = this.nanos.getAsLong();
		this.arrived.add(waiter);
		signal();
		return true;
	}

	private void left() {
		signal();
	}

	/** Money came back; somebody may wait for it. */
	void freed() {
		if (this.waitingCount.get() > 0) {
			signal();
		}
	}

	void runsLow(Pot pot) {
		this.lowPots.add(pot);
		signal();
	}

	void limitChanged(Pot pot) {
		this.thread.execute(() -> {
			pot.upkeep.wantedUntil = this.nanos.getAsLong();
			this.traffic.returnAll(pot);
			turn();
		});
	}

	void signal() {
		if (this.signalled.compareAndSet(false, true)) {
			this.thread.execute(this::turn);
		}
	}

	/** Does what is due. Called by the clock too, several times a second. */
	public void turn() {
		this.signalled.set(false);
		long now = this.nanos.getAsLong();
		this.line.look(now);
		for (Waiter next = this.arrived.poll(); next != null; next = this.arrived.poll()) {
			this.waiting.add(next);
		}
		for (Pot low = this.lowPots.poll(); low != null; low = this.lowPots.poll()) {
			this.traffic.runsLow(low);
		}
		serve(now);
		this.traffic.next(this.pots, this.waiting, now);
	}

	private void serve(long now) {
		for (Iterator<Waiter> all = this.waiting.iterator(); all.hasNext();) {
			Waiter waiter = all.next();
			if (waiter.isOver() || served(waiter, now)) {
				all.remove();
				this.waitingCount.decrementAndGet();
			}
		}
	}

	private boolean served(Waiter waiter, long now) {
		if (waiter.purse.isStale()) {
			waiter.fail(new StalePurse());
			return true;
		}
		if (waiter.purse.isKnown() && grant(waiter)) {
			return true;
		}
		Pot hopeless = hopeless(waiter, now);
		if (hopeless != null) {
			waiter.fail(new Shortage(hopeless, waiter.least));
			return true;
		}
		Pot lacking = lacking(waiter, now);
		boolean undecided = lacking == null && !this.line.isDown(now);
		if (now - waiter.since < (undecided ? PATIENCE + this.traffic.noticeTime() : PATIENCE)) {
			return false;
		}
		waiter.fail((lacking != null) ? new Shortage(lacking, waiter.least) : unavailable());
		return true;
	}

	private static boolean grant(Waiter waiter) {
		if (waiter.wanted == 0) {
			waiter.grant(0);
			return true;
		}
		long room = waiter.wanted;
		for (Pot pot : waiter.purse.enforced()) {
			room = Math.min(room, pot.free());
		}
		if (room < waiter.least) {
			return false;
		}
		boolean all = room >= waiter.wanted;
		if (!all && !scarce(waiter)) {
			return false;
		}
		if (!waiter.purse.tryHold(room)) {
			return false;
		}
		waiter.grant(room);
		return true;
	}

	/** Whether what is missing can no longer be leased, so that less has to do. */
	private static boolean scarce(Waiter waiter) {
		for (Pot pot : waiter.purse.enforced()) {
			if (pot.free() < waiter.wanted && pot.unleased() < waiter.wanted - pot.free()) {
				return true;
			}
		}
		return false;
	}

	/** A limit under which the call fits neither now nor after anything is given back. */
	private @Nullable Pot hopeless(Waiter waiter, long now) {
		for (Pot pot : waiter.purse.enforced()) {
			if (waiter.least > pot.ceiling() && this.traffic.isFresh(pot, waiter.since, now)) {
				return pot;
			}
		}
		return null;
	}

	/**
	 * A limit of which the database said no, after everybody had the time to give back
	 * what lies idle.
	 */
	private @Nullable Pot lacking(Waiter waiter, long now) {
		if (this.line.isDown(now)) {
			return null;
		}
		for (Pot pot : waiter.purse.enforced()) {
			long missing = waiter.least - pot.free();
			if (missing > 0 && pot.unleased() < missing && this.traffic.isRefused(pot, waiter.since, now)) {
				return pot;
			}
		}
		return null;
	}

	private static GatewayException unavailable() {
		return new GatewayException(ErrorKind.BUDGET_UNAVAILABLE,
				"Budgets cannot be checked at the moment, because the gateway's database does not answer. "
						+ "Nothing was sent and nothing was charged.")
			.retryAfter(Duration.ofSeconds(2));
	}

	/** Leases money again, after {@link #returnEverything()}. */
	public void begin() {
		this.thread.execute(this.line::begin);
	}

	/**
	 * Leases nothing more and gives all free money back, at the end of the process.
	 * @return done when the database has it
	 */
	public Mono<Void> returnEverything() {
		return Mono
			.<Collection<Pot>>create(
					(sink) -> this.thread.execute(() -> this.line.end(() -> sink.success(this.pots.values()))))
			.flatMap(this.traffic::returnFree);
	}

}
