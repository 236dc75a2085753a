package dev.sluice.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Mono;

/**
 * The money of all nodes, in the database. At every commit, of every pot:
 * {@code spent + leased <= limit}, but for declared overruns of providers. Amounts are
 * nano-dollars.
 * <p>
 * Nothing blocks. Work that has begun ends even when its subscriber leaves. While the
 * database does not answer, every method fails with a
 * {@link dev.sluice.store.StoreUnavailableException}, at the latest after
 * {@code sluice.store.statement-timeout}; wait shorter with {@code timeout}. While this
 * node's journal is still being replayed, leases and balances wait for its end, since
 * they would not count what a former process has spent, and fail in the same way after
 * ten seconds.
 */
public interface AllowanceStore {

	/**
	 * The database's clock, which alone decides periods.
	 * @return its present time
	 */
	Mono<Instant> now();

	/**
	 * Leases money to this node from several pots, from all or from none, in one
	 * transaction. A pot that is not there yet is made. A refusal marks the pots that
	 * said no as wanted, for two seconds, and tells which marks the other nodes have
	 * answered.
	 * <p>
	 * When it fails, it may have been committed all the same, but nothing of it is
	 * committed later than {@code sluice.store.statement-timeout} after it failed; a
	 * balance read after that tells.
	 * @param shares what is asked of each pot, each pot once
	 * @return what was decided, with the state of every pot asked
	 */
	Mono<Lease> lease(List<Share> shares);

	/**
	 * Gives unheld money of this node's leases back, at most what the leases hold, and
	 * answers others that want it. Fails as {@link #lease} does.
	 * @param returns what is given back to each pot, each pot once
	 * @return done when committed
	 */
	Mono<Void> giveBack(List<Return> returns);

	/**
	 * How some pots stand.
	 * @param keys which
	 * @return their states; a pot never used is missing
	 */
	Mono<List<Balance>> balances(Collection<AllowanceKey> keys);

	/**
	 * The pots of which this node holds a lease and another wants money.
	 * @return the latest mark of each
	 */
	Mono<List<Want>> wanted();

	/**
	 * A part of one pot.
	 *
	 * @param key the pot
	 * @param nanos the amount, not negative
	 * @param limitNanos the pot's limit as configured now
	 */
	record Share(AllowanceKey key, long nanos, long limitNanos) {
	}

	/**
	 * What a node has to spare of its lease of one pot.
	 *
	 * @param key the pot
	 * @param nanos the amount; 0 when it only answers
	 * @param answers the number of the latest mark that was read before the amount was
	 * determined; 0 when none was
	 */
	record Return(AllowanceKey key, long nanos, long answers) {
	}

	/**
	 * A mark on a pot that says that a node wants money of it.
	 *
	 * @param key the pot
	 * @param number how many marks the pot has had with this one
	 */
	record Want(AllowanceKey key, long number) {
	}

	/**
	 * A pot that said no to a question for a lease.
	 *
	 * @param want the mark that the question made
	 * @param answered all other nodes that hold leases have answered the marks up to this
	 * number since they last leased; the largest number when no other holds any
	 */
	record Refusal(Want want, long answered) {
	}

	/**
	 * How one pot stands over all nodes.
	 *
	 * @param key the pot
	 * @param spentNanos what the ledger has booked
	 * @param leasedNanos what all nodes hold leases of
	 * @param leasedHereNanos what of it this node holds
	 * @param limitNanos the limit that the pot was last leased under; the largest number
	 * when it never was
	 */
	record Balance(AllowanceKey key, long spentNanos, long leasedNanos, long leasedHereNanos, long limitNanos) {
	}

	/**
	 * The answer to {@link #lease}.
	 *
	 * @param granted whether all was leased
	 * @param refused the pots that said no; empty when granted
	 * @param balances the pots after the decision, in the order asked
	 * @param nodes how many nodes hold leases of any of the pots, at least 1
	 */
	record Lease(boolean granted, List<Refusal> refused, List<Balance> balances, int nodes) {
	}

}
