package dev.sluice.ledger.journal;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The journal of attempts in SLUICE_HOME/journal.
 *
 * @param segmentSize Size of one file, 256KB to 1GB. About 2000 attempts fit in a
 * megabyte.
 * @param segments Most files there may be, 4 to 4096, each with a copy of the same size.
 * Together they bound how much usage can wait for the database: when all are full, paid
 * calls are refused with 503.
 * @param forceInterval How often what was appended is brought onto the disk, 1ms to 10s.
 * So much can be lost when the power fails; a killed process loses nothing.
 */
@ConfigurationProperties(prefix = "sluice.journal", ignoreUnknownFields = false)
record JournalProperties(@DefaultValue("4MB") DataSize segmentSize, @DefaultValue("64") int segments,
		@DefaultValue("10ms") Duration forceInterval) {

	JournalProperties {
		Assert.isTrue(segmentSize.toKilobytes() >= 256 && segmentSize.toMegabytes() <= 1024,
				() -> "sluice.journal.segment-size must be 256KB to 1GB, not " + segmentSize);
		Assert.isTrue(segments >= 4 && segments <= 4096,
				() -> "sluice.journal.segments must be 4 to 4096, not " + segments);
		Assert.isTrue(forceInterval.toMillis() >= 1 && forceInterval.toSeconds() <= 10,
				() -> "sluice.journal.force-interval must be 1ms to 10s, not " + forceInterval);
	}

	int segmentBytes() {
		return (int) (this.segmentSize.toBytes() & ~7);
	}

}
