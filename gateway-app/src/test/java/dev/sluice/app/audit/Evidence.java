package dev.sluice.app.audit;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * All that is known of a run from outside the gateway and from its database.
 *
 * @param clients what the clients saw
 * @param dispatches what reached the simulated providers
 * @param rows the ledger
 * @param commits how pots stood, at as many commits as were watched
 * @param pots how pots stand at the end
 * @param openInJournals attempts that the journals still hold open after the drain
 */
record Evidence(List<Seen> clients, List<Dispatched> dispatches, List<Booked> rows, List<Pot> commits, List<Pot> pots,
		Set<UUID> openInJournals) {

	/** How tokens may differ: what one event can carry when a stream is cut. */
	static final long ONE_EVENT = 8;

	/**
	 * What one client saw of its call.
	 *
	 * @param requestId the id that it chose
	 * @param tenant whose key it used
	 * @param complete whether the answer was whole
	 * @param attempts the marks of the provider calls whose bytes it received
	 * @param canaries the tenants whose secret words it received
	 */
	record Seen(String requestId, String tenant, boolean complete, Set<String> attempts, Set<String> canaries) {
	}

	/**
	 * One call as a provider saw it.
	 *
	 * @param requestId found in the prompt, where the client put it
	 * @param outputTokens what it had emitted when it ended
	 * @param costNanos what it charges for that
	 */
	record Dispatched(String requestId, long outputTokens, long costNanos) {
	}

	/**
	 * One row of the ledger.
	 *
	 * @param id its attempt
	 * @param kind {@code attempt}, or a correction
	 * @param requestId its call
	 * @param attempt its number within the call
	 * @param outcome how it ended; {@code unknown} after a crash
	 * @param status the provider's status, or 0
	 * @param outputTokens billed, or -1
	 * @param heldNanos set aside
	 * @param costNanos booked
	 * @param accounts who paid
	 */
	record Booked(UUID id, String kind, String requestId, int attempt, String outcome, int status, long outputTokens,
			long heldNanos, long costNanos, List<String> accounts) {

		boolean attempted() {
			return this.kind.equals("attempt");
		}

		boolean unknown() {
			return this.outcome.equals("unknown");
		}

	}

	/**
	 * How one pot stood.
	 *
	 * @param account its account and period
	 * @param spentNanos booked
	 * @param leasedNanos leased to nodes
	 * @param limitNanos its limit
	 * @param overrunNanos by how much providers have declared to exceed their caps
	 */
	record Pot(String account, long spentNanos, long leasedNanos, long limitNanos, long overrunNanos) {
	}

}
