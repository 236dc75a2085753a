package dev.sluice.budget.lease;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.BookingListener;

/**
 * All pots of this node. A hold that fits what is leased is a compare-and-set on each of
 * its pots; one that does not waits for the keeper.
 */
public final class LeaseBank implements BookingListener {

	private final Map<AllowanceKey, Pot> pots = new ConcurrentHashMap<>();

	private final LeaseKeeper keeper;

	private final int capacity;

	private final Consumer<Pot> lowPots;

	/**
	 * Opens the bank.
	 * @param keeper refills and returns leases
	 * @param capacity how many pots there may be
	 */
	public LeaseBank(LeaseKeeper keeper, int capacity) {
		this.keeper = keeper;
		this.capacity = capacity;
		this.lowPots = keeper::runsLow;
		keeper.watch(this.pots);
	}

	/**
	 * The pot of an account and period, made when it is not there.
	 * @param key which
	 * @param limit its limit now, in nano-dollars
	 * @return the pot
	 * @throws GatewayException when there are too many
	 */
	public Pot pot(AllowanceKey key, long limit) {
		Pot found = this.pots.get(key);
		if (found == null) {
			if (this.pots.size() >= this.capacity) {
				throw new GatewayException(ErrorKind.OVERLOADED,
						"Too many accounts are in use at this node. Try again in a minute.")
					.retryAfter(Duration.ofMinutes(1));
			}
			found = this.pots.computeIfAbsent(key, (absent) -> new Pot(absent, limit));
		}
		if (found.limit() != limit) {
			found.limit(limit);
			this.keeper.limitChanged(found);
		}
		return found;
	}

	/**
	 * Holds money in every pot of a purse, or in none.
	 * @param purse who pays
	 * @param least the smallest hold that is of use
	 * @param wanted the hold that is asked for
	 * @return what is held, from {@code least} to {@code wanted}; or a {@link Shortage},
	 * a {@link StalePurse}, or a {@link GatewayException} of kind
	 * {@code BUDGET_UNAVAILABLE}
	 */
	public Mono<Long> hold(Purse purse, long least, long wanted) {
		if (tryHold(purse, wanted)) {
			return Mono.just(wanted);
		}
		return this.keeper.waiter(purse, least, wanted);
	}

	/**
	 * Holds what is there already, without waiting.
	 * @param purse who pays
	 * @param nanos the hold
	 * @return whether it is held
	 */
	public boolean tryHold(Purse purse, long nanos) {
		if (nanos == 0) {
			return true;
		}
		// A pot that the database was not asked about has nothing free.
		if (!purse.tryHold(nanos)) {
			return false;
		}
		purse.eachLow(this.lowPots);
		return true;
	}

	/**
	 * Asks the database how the pots of a purse stand, when this was not done yet.
	 * @param purse who pays
	 * @return completes when all are known; null when they are
	 */
	public @Nullable Mono<Void> unknown(Purse purse) {
		return purse.isKnown() ? null : this.keeper.waiter(purse, 0, 0).then();
	}

	/**
	 * Gives a hold back.
	 * @param purse who held
	 * @param nanos the hold
	 */
	public void release(Purse purse, long nanos) {
		if (nanos > 0) {
			purse.release(nanos);
			this.keeper.freed();
		}
	}

	/**
	 * Spends a hold.
	 * @param purse who held
	 * @param held the hold
	 * @param cost what was spent, which may be more
	 */
	public void settle(Purse purse, long held, long cost) {
		if (held != 0 || cost != 0) {
			purse.settle(held, cost);
			this.keeper.freed();
		}
	}

	@Override
	public void booked(Map<AllowanceKey, Booking> bookings) {
		bookings.forEach((key, booking) -> {
			Pot pot = this.pots.get(key);
			if (pot != null) {
				pot.booked(booking);
			}
		});
	}

	static GatewayException crowded() {
		return new GatewayException(ErrorKind.BUDGET_UNAVAILABLE,
				"Too many calls wait for their budgets to be checked. Try again in a second.")
			.retryAfter(Duration.ofSeconds(1));
	}

}
