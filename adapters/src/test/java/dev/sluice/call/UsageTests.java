package dev.sluice.call;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UsageTests {

	@Test
	void knowsNothingAtFirst() {
		for (UsageKind kind : UsageKind.values()) {
			assertThat(Usage.UNKNOWN.get(kind)).isEqualTo(-1);
		}
		assertThat(Usage.UNKNOWN.known()).isFalse();
		assertThat(Usage.UNKNOWN.cacheWrite()).isEqualTo(-1);
		assertThat(Usage.UNKNOWN.reportedNanos()).isEqualTo(-1);
		assertThat(Usage.of(0, 0).known()).isTrue();
		assertThat(Usage.of(3, -1).known()).isFalse();
		assertThat(Usage.of(-1, 3).known()).isFalse();
	}

	@Test
	void addsFreshAndCachedInputUp() {
		Usage usage = Usage.ofFresh(12, 100, 20, 10, 31);
		assertThat(usage.input()).isEqualTo(142);
		assertThat(usage.cachedRead()).isEqualTo(100);
		assertThat(usage.cacheWrite()).isEqualTo(30);
		assertThat(usage.output()).isEqualTo(31);
		assertThat(Usage.ofFresh(-1, 100, 20, 10, 31).input()).isEqualTo(-1);
		assertThat(Usage.ofFresh(5, -1, -1, -1, 1)).isEqualTo(Usage.of(5, 1));
		assertThat(Usage.of(5, 1).with(UsageKind.CACHE_WRITE_1H, 4).cacheWrite()).isEqualTo(4);
		assertThat(Usage.of(5, 1).with(UsageKind.CACHE_WRITE_5M, 3).cacheWrite()).isEqualTo(3);
	}

	@Test
	void isMadeOfAllItsCountsAtOnce() {
		long[] counts = new long[UsageKind.values().length];
		Arrays.fill(counts, -7);
		counts[UsageKind.INPUT.ordinal()] = 5;
		counts[UsageKind.REASONING.ordinal()] = 0;
		Usage usage = Usage.of(counts, -9, "flex", false);
		assertThat(usage).isEqualTo(Usage.of(5, -1).with(UsageKind.REASONING, 0).withServiceTier("flex"));
		counts[UsageKind.INPUT.ordinal()] = 6;
		assertThat(usage.input()).as("its own").isEqualTo(5);
		assertThat(Usage.of(counts, 7, null, true))
			.isEqualTo(Usage.of(6, -1).with(UsageKind.REASONING, 0).withReportedNanos(7).asEstimated());
		assertThatIllegalArgumentException().isThrownBy(() -> Usage.of(new long[2], -1, null, false))
			.withMessage("2 counts for " + counts.length + " kinds of usage");
	}

	@Test
	void changesOnlyCopies() {
		Usage usage = Usage.of(5, 1);
		assertThat(usage.with(UsageKind.REASONING, 1).withServiceTier("flex").withReportedNanos(7).asEstimated())
			.hasToString("Usage[input=5 output=1 reasoning=1 reported-nanos=7 service-tier=flex estimated=true]")
			.isNotEqualTo(usage);
		assertThat(usage).isEqualTo(Usage.of(5, 1)).hasSameHashCodeAs(Usage.of(5, 1));
		assertThat(usage.with(UsageKind.INPUT, -7)).isEqualTo(Usage.of(-1, 1));
		assertThat(usage).isNotEqualTo(usage.asEstimated())
			.isNotEqualTo(usage.withReportedNanos(0))
			.isNotEqualTo(usage.withServiceTier("x"))
			.isNotEqualTo(Usage.of(5, 2));
	}

	@Test
	void whatChangesNothingIsNoCopy() {
		Usage usage = Usage.of(5, 1).withServiceTier("flex").withReportedNanos(7);
		assertThat(usage.with(UsageKind.INPUT, 5).withServiceTier("flex").withReportedNanos(7)).isSameAs(usage);
		assertThat(Usage.UNKNOWN.withServiceTier(null).withReportedNanos(-9)).isSameAs(Usage.UNKNOWN);
		assertThat(usage.withServiceTier(null).serviceTier()).isNull();
		assertThat(usage.withReportedNanos(-2).reportedNanos()).isEqualTo(-1);
	}

	@Test
	void completesWhatAProviderLeftOpenByWhatWasCounted() {
		Usage counted = Usage.of(70, 80);
		assertThat(Usage.of(5, 1).orCounted(counted)).isEqualTo(Usage.of(5, 1));
		assertThat(Usage.of(5, -1).orCounted(counted)).isEqualTo(Usage.of(5, 80).asEstimated());
		assertThat(Usage.of(-1, 1).orCounted(counted)).isEqualTo(Usage.of(70, 1).asEstimated());
		assertThat(Usage.UNKNOWN.orCounted(counted)).isEqualTo(Usage.of(70, 80).asEstimated());
	}

}
