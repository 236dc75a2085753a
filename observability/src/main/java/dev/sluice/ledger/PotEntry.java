package dev.sluice.ledger;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A row of the ledger that belongs to one pot: money that a lost node may have spent, or
 * the part of it that turned out otherwise.
 *
 * @param node whose lease it was
 * @param key the pot
 * @param nanos what it adds to the pot's {@code spent}, negative for a correction
 */
record PotEntry(String node, AllowanceKey key, long nanos) {

	static final String COLUMNS = "attempt_ledger (id, kind, node_id, request_id, attempt, started_at, tenant, caller,"
			+ " dialect, upstream_dialect, operation, provider, tier, streamed, outcome, reason, status, estimated,"
			+ " price_version, held_nanos, cost_nanos, tags, metadata, accounts)";

	Object[] row(Kind kind) {
		String account = BatchTexts.write(List.of(this.key));
		return new Object[] { UUID.randomUUID(), kind.name().toLowerCase(Locale.ROOT), this.node, "", 0,
				OffsetDateTime.now(ZoneOffset.UTC), "", "", "", "", "", "", "", false, "unknown", kind.reason, 0, true,
				"", this.nanos, this.nanos, "[]", "{}", account };
	}

	/** Why there is such a row. */
	enum Kind {

		/** A node did not come back, and what it had leased counts as spent. */
		UNATTRIBUTED("lease of a lost node"),
		/** The node came back after all, and its attempts are booked. */
		RETURNED("booked by its node");

		private final String reason;

		Kind(String reason) {
			this.reason = reason;
		}

	}

}
