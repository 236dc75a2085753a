package dev.sluice.budget.lease;

import org.junit.jupiter.api.Test;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore.Refusal;
import dev.sluice.ledger.AllowanceStore.Want;

import static org.assertj.core.api.Assertions.assertThat;

/** Since when all others have said what they have to spare, and what they are told. */
class PotWantsTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private final PotWants wants = new PotWants();

	@Test
	void nothingIsAnsweredBeforeAnythingWasAsked() {
		assertThat(this.wants.isAnswered(Long.MIN_VALUE / 2)).isFalse();
		refused(1, 0, 10);
		assertThat(this.wants.isAnswered(0)).isFalse();
	}

	@Test
	void isAnsweredSinceTheLatestQuestionThatAllHaveHeardOf() {
		refused(1, 0, 10);
		refused(4, 0, 20);
		refused(5, 3, 30);
		assertThat(this.wants.isAnswered(10)).isTrue();
		assertThat(this.wants.isAnswered(11)).isFalse();
		refused(6, 4, 40);
		assertThat(this.wants.isAnswered(20)).isTrue();
		assertThat(this.wants.isAnswered(21)).isFalse();
		refused(7, 6, 50);
		assertThat(this.wants.isAnswered(40)).isTrue();
		assertThat(this.wants.isAnswered(41)).isFalse();
	}

	@Test
	void whereNobodyElseHasAnythingEachNoIsItsOwnAnswer() {
		refused(1, 0, 10);
		refused(2, Long.MAX_VALUE, 20);
		assertThat(this.wants.isAnswered(20)).isTrue();
		assertThat(this.wants.isAnswered(21)).isFalse();
		refused(3, 1, 30);
		assertThat(this.wants.isAnswered(20)).as("what was answered stays so").isTrue();
	}

	@Test
	void whileNobodyAnswersTheOldestQuestionsAreKept() {
		for (int i = 1; i <= 100; i++) {
			refused(i, 0, i);
		}
		refused(101, 100, 101);
		assertThat(this.wants.isAnswered(32)).isTrue();
		assertThat(this.wants.isAnswered(33)).isFalse();
		refused(102, 101, 102);
		assertThat(this.wants.isAnswered(101)).isTrue();
	}

	@Test
	void eachWantIsAnsweredOnce() {
		assertThat(this.wants.answer()).isZero();
		this.wants.wanted(3);
		this.wants.wanted(2);
		assertThat(this.wants.answer()).isEqualTo(3);
		this.wants.told(3);
		assertThat(this.wants.answer()).isZero();
		this.wants.told(2);
		assertThat(this.wants.answer()).isZero();
		this.wants.wanted(4);
		assertThat(this.wants.answer()).isEqualTo(4);
		this.wants.told(4);
		assertThat(this.wants.answer()).isZero();
	}

	private void refused(long number, long answered, long askedAt) {
		this.wants.refused(new Refusal(new Want(KEY, number), answered), askedAt);
	}

}
