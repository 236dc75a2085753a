package dev.sluice.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** When it is tidied up, and what keeps it from being tidied up. */
class HousekeepingTests {

	private static final Duration KEEP = Duration.ofDays(30);

	private static final Duration LOST_AFTER = Duration.ofHours(24);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final List<String> done = new ArrayList<>();

	private Mono<Long> lost = Mono.just(0L);

	private Mono<Long> old = Mono.just(0L);

	@AfterEach
	void endVirtualTime() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void beginsSomeMinutesAfterTheStartAndGoesOnEveryTenMinutes() {
		try (Housekeeping keeping = keeping(KEEP)) {
			assertThat(keeping).isNotNull();
			this.time.advanceTimeBy(Duration.ofMinutes(5).minusMillis(1));
			assertThat(this.done).isEmpty();
			this.time.advanceTimeBy(Duration.ofMinutes(10));
			assertThat(this.done).containsExactly("lost", "old");
			this.time.advanceTimeBy(Duration.ofMinutes(10));
			assertThat(this.done).containsExactly("lost", "old", "lost", "old");
		}
		this.time.advanceTimeBy(Duration.ofMinutes(10));
		assertThat(this.done).as("and ends").hasSize(4);
	}

	@Test
	void whereAllIsKeptNothingIsRemoved() {
		try (Housekeeping keeping = keeping(Duration.ZERO)) {
			assertThat(keeping).isNotNull();
			this.time.advanceTimeBy(Duration.ofMinutes(15));
			assertThat(this.done).containsExactly("lost");
		}
	}

	@Test
	void aDatabaseThatIsDownIsAskedAgainTheNextTime() {
		this.lost = Mono.error(new IllegalStateException("down"));
		try (Housekeeping keeping = keeping(KEEP)) {
			assertThat(keeping).isNotNull();
			this.time.advanceTimeBy(Duration.ofMinutes(15));
			assertThat(this.done).containsExactly("lost");
			this.lost = Mono.just(0L);
			this.old = Mono.error(new IllegalStateException("down"));
			this.time.advanceTimeBy(Duration.ofMinutes(10));
			this.time.advanceTimeBy(Duration.ofMinutes(10));
			assertThat(this.done).containsExactly("lost", "lost", "old", "lost", "old");
		}
	}

	@Test
	void whatTakesLongIsNotBegunTwiceAndTurnsThatItMissedAreNotMadeGood() {
		this.lost = Mono.delay(Duration.ofMinutes(35));
		try (Housekeeping keeping = keeping(KEEP)) {
			assertThat(keeping).isNotNull();
			while (this.done.isEmpty()) {
				this.time.advanceTimeBy(Duration.ofSeconds(1));
			}
			this.time.advanceTimeBy(Duration.ofMinutes(34));
			assertThat(this.done).containsExactly("lost");
			this.lost = Mono.just(0L);
			this.time.advanceTimeBy(Duration.ofMinutes(2));
			assertThat(this.done).as("one turn was waiting").containsExactly("lost", "old", "lost", "old");
			this.time.advanceTimeBy(Duration.ofMinutes(5));
			assertThat(this.done).hasSize(6);
		}
	}

	private Housekeeping keeping(Duration keep) {
		LostNodes nodes = mock(LostNodes.class);
		when(nodes.writeOff(LOST_AFTER)).thenReturn(Mono.defer(() -> {
			this.done.add("lost");
			return this.lost;
		}));
		Retention retention = mock(Retention.class);
		when(retention.sweep(KEEP)).thenReturn(Mono.defer(() -> {
			this.done.add("old");
			return this.old;
		}));
		return new Housekeeping(retention, nodes, new LedgerProperties(keep, LOST_AFTER));
	}

}
