package dev.sluice.ledger;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * The ledger of all attempts.
 *
 * @param keep How long rows and past periods are kept, at least a day; 0 keeps them for
 * ever.
 * @param lostAfter How long a node may be silent before what it had leased counts as
 * spent, at least an hour.
 */
@ConfigurationProperties(prefix = "sluice.ledger", ignoreUnknownFields = false)
record LedgerProperties(@DefaultValue("400d") Duration keep, @DefaultValue("24h") Duration lostAfter) {

	LedgerProperties {
		Assert.isTrue(keep.isZero() || keep.toDays() >= 1,
				() -> "sluice.ledger.keep must be 0 or at least 1d, not " + keep);
		Assert.isTrue(lostAfter.toHours() >= 1, () -> "sluice.ledger.lost-after must be at least 1h, not " + lostAfter);
	}

}
