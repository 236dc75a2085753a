package dev.sluice.budget.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Sinks;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** When the database counts as down, and how much time its answers are given. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseLineTests {

	private long nanos;

	private final List<String> told = new ArrayList<>();

	private final DatabaseLine line = new DatabaseLine(() -> this.nanos, Runnable::run);

	@Test
	void isFreeFromTheFirstMoment() {
		assertThat(this.line.isFree(this.nanos)).isTrue();
	}

	@Test
	void isDownWhenAQuestionStaysUnansweredForMoreThanASecond() {
		ask();
		look(1_000);
		assertThat(this.line.isDown(this.nanos)).isFalse();
		look(1);
		assertThat(this.line.isDown(this.nanos)).isTrue();
	}

	@Test
	void isNotDownWhenNothingIsAsked() {
		ask().tryEmitValue(1);
		look(10_000);
		assertThat(this.line.isDown(this.nanos)).isFalse();
	}

	@Test
	void whoLookedThreeTenthsOfASecondAgoDidNotStandStill() {
		ask();
		for (int i = 0; i < 3; i++) {
			pass(300);
		}
		pass(101);
		assertThat(this.line.isDown(this.nanos)).isTrue();
	}

	@Test
	void whoLookedLongerAgoCannotTellThatTheDatabaseWasSilent() {
		ask();
		pass(301);
		look(1_000);
		assertThat(this.line.isDown(this.nanos)).isFalse();
		look(1);
		assertThat(this.line.isDown(this.nanos)).isTrue();
	}

	@Test
	void aSlowDatabaseIsGivenFourTimesAsMuchButNoMoreThanThreeSeconds() {
		answerAfter(700);
		assertThat(patience()).isEqualTo(2_800);
		answerAfter(2_000);
		assertThat(patience()).isEqualTo(3_000);
	}

	@Test
	void theTimeOfAnswersRisesAtOnceAndFallsSlowly() {
		answerAfter(80);
		assertThat(answerTime()).isEqualTo(80);
		answerAfter(40);
		assertThat(answerTime()).isEqualTo(75);
		answerAfter(90);
		assertThat(answerTime()).isEqualTo(90);
	}

	@Test
	void whatItTookWhileThisThreadStoodStillDoesNotCount() {
		Sinks.One<Integer> answer = ask();
		this.nanos += TimeUnit.MILLISECONDS.toNanos(700);
		answer.tryEmitValue(1);
		assertThat(answerTime()).isZero();
	}

	@Test
	void afterAFailureATenthOfASecondIsWaited() {
		ask().tryEmitError(new IllegalStateException("down"));
		assertThat(this.line.isFailing()).isTrue();
		assertThat(this.line.isDown(this.nanos)).isTrue();
		pass(99);
		assertThat(this.line.isFree(this.nanos)).isFalse();
		pass(1);
		assertThat(this.line.isFree(this.nanos)).isTrue();
		ask().tryEmitValue(1);
		assertThat(this.line.isFailing()).isFalse();
		assertThat(this.told).containsExactly("doubt", "answer 1");
	}

	@Test
	void failuresInARowAreOneWarning(CapturedOutput output) {
		ask().tryEmitError(new IllegalStateException("first"));
		ask().tryEmitError(new IllegalStateException("second"));
		ask().tryEmitValue(1);
		ask().tryEmitError(new IllegalStateException("third"));
		assertThat(output).contains("first", "third").doesNotContain("second");
	}

	@Test
	void theEndIsToldOnceNothingIsOnItsWayAndOnlyOnce() {
		Sinks.One<Integer> answer = ask();
		this.line.end(() -> this.told.add("quiet"));
		assertThat(this.told).isEmpty();
		answer.tryEmitValue(1);
		assertThat(this.told).containsExactly("answer 1", "quiet");
		assertThat(this.line.isFree(this.nanos)).isFalse();
		this.line.begin();
		assertThat(this.line.isFree(this.nanos)).isTrue();
		ask().tryEmitValue(2);
		assertThat(this.told).containsExactly("answer 1", "quiet", "answer 2");
	}

	@Test
	void theEndIsToldAtOnceWhenNothingIsOnItsWay() {
		this.line.end(() -> this.told.add("quiet"));
		assertThat(this.told).containsExactly("quiet");
	}

	private Sinks.One<Integer> ask() {
		Sinks.One<Integer> answer = Sinks.one();
		this.line.ask(answer.asMono(), (value) -> this.told.add("answer " + value), () -> this.told.add("doubt"));
		return answer;
	}

	private void answerAfter(long millis) {
		Sinks.One<Integer> answer = ask();
		look(millis);
		answer.tryEmitValue(1);
	}

	private long answerTime() {
		return TimeUnit.NANOSECONDS.toMillis(this.line.answerTime());
	}

	/** For how long a question may stay unanswered, in milliseconds. */
	private long patience() {
		long asked = this.nanos;
		Sinks.One<Integer> answer = ask();
		while (!this.line.isDown(this.nanos)) {
			look(50);
		}
		long patience = TimeUnit.NANOSECONDS.toMillis(this.nanos - asked) - 50;
		answer.tryEmitError(new IllegalStateException("too late"));
		return patience;
	}

	/** Time in which the thread looks many times. */
	private void look(long millis) {
		for (long left = millis; left > 0; left -= 50) {
			pass(Math.min(50, left));
		}
	}

	/** Time after which the thread looks. */
	private void pass(long millis) {
		this.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
		this.line.look(this.nanos);
	}

}
