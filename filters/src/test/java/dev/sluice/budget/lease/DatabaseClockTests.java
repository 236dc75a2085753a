package dev.sluice.budget.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseClockTests {

	private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

	private long nanos = 7_000_000_000L;

	private int asked;

	private boolean down;

	private long takes;

	private Mono<Instant> answer;

	private final DatabaseClock clock = new DatabaseClock(new Time(), () -> this.nanos);

	@Test
	void goesOnFromTheLastAnswer() {
		assertThat(this.clock.isKnown()).isFalse();
		assertThat(this.clock.read().block()).isTrue();
		assertThat(this.clock.isKnown()).isTrue();
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli());
		pass(1_500);
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 1_500);
	}

	@Test
	void beforeTheFirstAnswerItCountsFromTheStart() {
		assertThat(this.clock.millis()).isEqualTo(7_000);
		this.nanos = 0;
		this.clock.turn();
		assertThat(this.asked).as("at once, whatever the node's time").isEqualTo(1);
	}

	@Test
	void aQuestionThatWasAnsweredIsNotShared() {
		this.clock.read().block();
		this.clock.read().block();
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void aWorseAnswerIsNotTakenForTheDriftOfASecond() {
		this.takes = TimeUnit.MILLISECONDS.toNanos(400);
		this.clock.read().block();
		pass(1_000);
		this.takes = TimeUnit.MILLISECONDS.toNanos(404);
		this.clock.read().block();
		assertThat(this.clock.millis()).as("by the first answer").isEqualTo(NOON.toEpochMilli() + 200 + 1_404);
	}

	@Test
	void ofExactAnswersTheLatestCounts() {
		this.clock.read().block();
		pass(1_000);
		this.takes = TimeUnit.MILLISECONDS.toNanos(100);
		this.clock.read().block();
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 50);
	}

	@Test
	void anAnswerCountsThatIsWorseByNoMoreThanTheDrift() {
		this.takes = TimeUnit.MILLISECONDS.toNanos(400);
		this.clock.read().block();
		pass(598);
		this.takes = TimeUnit.MILLISECONDS.toNanos(402);
		this.clock.read().block();
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 201);
	}

	@Test
	void takesTheMiddleOfQuestionAndAnswer() {
		this.takes = TimeUnit.MILLISECONDS.toNanos(40);
		this.clock.read().block();
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 20);
	}

	@Test
	void asksAgainAfterHalfAMinute() {
		this.clock.turn();
		this.clock.turn();
		pass(29_999);
		this.clock.turn();
		assertThat(this.asked).isEqualTo(1);
		pass(1);
		this.clock.turn();
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void asksEverySecondWhileItIsNotAnswered() {
		this.down = true;
		this.clock.turn();
		pass(999);
		this.clock.turn();
		assertThat(this.asked).isEqualTo(1);
		pass(1);
		this.clock.turn();
		assertThat(this.asked).isEqualTo(2);
		assertThat(this.clock.isKnown()).isFalse();
		this.down = false;
		pass(1_000);
		this.clock.turn();
		assertThat(this.clock.isKnown()).isTrue();
		this.down = true;
		pass(30_000);
		this.clock.turn();
		pass(1_000);
		this.clock.turn();
		assertThat(this.asked).as("an old answer is asked for every second").isEqualTo(5);
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 31_000);
	}

	@Test
	void anAnswerThatWasLongOnItsWayIsNoBetterThanAnOldOne() {
		this.clock.read().block();
		this.takes = TimeUnit.SECONDS.toNanos(8);
		pass(30_000);
		this.clock.turn();
		assertThat(this.clock.millis()).as("by the first answer").isEqualTo(NOON.toEpochMilli() + 38_000);
		this.takes = 0;
		pass(1_000);
		this.clock.turn();
		assertThat(this.asked).as("asked again soon").isEqualTo(3);
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli());
	}

	@Test
	void aFirstAnswerThatWasLongOnItsWayIsAskedForOnceMoreBeforeItCounts() {
		Sinks.One<Instant> first = Sinks.one();
		this.answer = first.asMono();
		List<Boolean> told = new ArrayList<>();
		this.clock.read().subscribe(told::add);
		pass(3_000);
		Sinks.One<Instant> second = Sinks.one();
		this.answer = second.asMono();
		first.tryEmitValue(NOON);
		assertThat(told).as("nobody works with it").isEmpty();
		assertThat(this.clock.isKnown()).isFalse();
		pass(20);
		second.tryEmitValue(NOON.plusMillis(10));
		assertThat(told).containsExactly(true);
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 20);
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void aFirstAnswerOfATenthOfASecondCounts() {
		this.takes = TimeUnit.MILLISECONDS.toNanos(100);
		this.clock.read().block();
		assertThat(this.asked).isEqualTo(1);
	}

	@Test
	void aSlowFirstAnswerIsUsedUntilOneIsExact() {
		this.takes = TimeUnit.SECONDS.toNanos(6);
		this.clock.turn();
		assertThat(this.clock.millis()).isEqualTo(NOON.toEpochMilli() + 3_000);
		this.takes = TimeUnit.MILLISECONDS.toNanos(400);
		pass(1_000);
		this.clock.turn();
		assertThat(this.clock.millis()).as("better").isEqualTo(NOON.toEpochMilli() + 200);
		this.takes = TimeUnit.MILLISECONDS.toNanos(402);
		pass(1_000);
		this.clock.turn();
		assertThat(this.clock.millis()).as("as good, with what the clocks have drifted")
			.isEqualTo(NOON.toEpochMilli() + 201);
		this.takes = TimeUnit.MILLISECONDS.toNanos(100);
		pass(1_000);
		this.clock.turn();
		pass(1_000);
		this.clock.turn();
		assertThat(this.asked).as("not asked again once it is exact").isEqualTo(5);
	}

	@Test
	void whoAsksMeanwhileSharesTheAnswerAndALateOneCountsToo() {
		Sinks.One<Instant> first = Sinks.one();
		this.answer = first.asMono();
		List<Boolean> told = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			this.clock.read().subscribe(told::add).dispose();
			this.clock.read().subscribe(told::add);
		}
		assertThat(this.asked).isEqualTo(1);
		pass(1_000);
		this.clock.read().subscribe(told::add);
		assertThat(this.asked).as("after a second, another").isEqualTo(2);
		first.tryEmitValue(NOON);
		assertThat(this.clock.isKnown()).isTrue();
		assertThat(told).hasSize(6).containsOnly(true);
	}

	@Test
	void theCalendarServesBeforeTheFirstAnswer() {
		assertThat(this.clock.millisOr(() -> 7)).isEqualTo(7);
		this.clock.read().block();
		assertThat(this.clock.millisOr(() -> 7)).isEqualTo(NOON.toEpochMilli());
	}

	private void pass(long millis) {
		this.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
	}

	private final class Time implements AllowanceStore {

		@Override
		public Mono<Instant> now() {
			DatabaseClockTests self = DatabaseClockTests.this;
			if (self.answer != null) {
				self.asked++;
				return self.answer;
			}
			return Mono.fromSupplier(() -> {
				self.asked++;
				if (self.down) {
					throw new IllegalStateException("down");
				}
				self.nanos += self.takes;
				return NOON;
			});
		}

		@Override
		public Mono<Lease> lease(List<Share> shares) {
			return Mono.empty();
		}

		@Override
		public Mono<Void> giveBack(List<Return> returns) {
			return Mono.empty();
		}

		@Override
		public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
			return Mono.empty();
		}

		@Override
		public Mono<List<Want>> wanted() {
			return Mono.empty();
		}

	}

}
