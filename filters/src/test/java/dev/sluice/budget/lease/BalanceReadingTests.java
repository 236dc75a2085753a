package dev.sluice.budget.lease;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.BookingListener.Booking;

import static org.assertj.core.api.Assertions.assertThat;

/** What a balance tells of a lease whose answer was lost, and when it tells nothing. */
class BalanceReadingTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:t/k", "lifetime");

	private static final long NOW = 5_000;

	private final Pot pot = new Pot(KEY, 1_000);

	@BeforeEach
	void lease() {
		this.pot.granted(100);
	}

	@ParameterizedTest
	@CsvSource({ "true, 140, 140", "true, 100, 100", "true, 70, 70", "false, 140, 100", "false, 70, 70" })
	void aDoubtThatIsOldEnoughIsEndedByTheAnswer(boolean doubtful, long there, long leased) {
		doubt(doubtful, NOW);
		answer(new BalanceReading(this.pot, NOW), there);
		assertThat(this.pot.leased()).isEqualTo(leased);
		assertThat(this.pot.free()).isEqualTo(leased);
		assertThat(this.pot.upkeep.doubtful).isFalse();
		assertThat(this.pot.upkeep.readAt).isEqualTo(NOW + 1);
		assertThat(this.pot.isKnown()).isTrue();
	}

	@Test
	void whereNothingIsInDoubtTheAnswerCountsWhateverTheNodesTime() {
		answer(new BalanceReading(this.pot, -NOW), 70);
		assertThat(this.pot.leased()).isEqualTo(70);
	}

	@Test
	void aDoubtThatIsTooYoungStays() {
		doubt(true, NOW + 1);
		answer(new BalanceReading(this.pot, NOW), 140);
		assertUnchanged();
	}

	@Test
	void whatIsNotBookedYetTellsNothing() {
		doubt(true, NOW);
		spend(10);
		BalanceReading reading = new BalanceReading(this.pot, NOW);
		this.pot.booked(new Booking(10, 0));
		this.pot.granted(10);
		answer(reading, 140);
		assertThat(this.pot.upkeep.doubtful).isTrue();
	}

	@Test
	void whatIsSpentMeanwhileTellsNothing() {
		doubt(true, NOW);
		BalanceReading reading = new BalanceReading(this.pot, NOW);
		spend(10);
		answer(reading, 140);
		assertThat(this.pot.leased()).isEqualTo(100);
		assertThat(this.pot.upkeep.doubtful).isTrue();
	}

	@Test
	void whatIsSpentAndBookedMeanwhileTellsNothing() {
		doubt(true, NOW);
		BalanceReading reading = new BalanceReading(this.pot, NOW);
		spend(10);
		this.pot.booked(new Booking(10, 10));
		answer(reading, 140);
		assertThat(this.pot.leased()).isEqualTo(90);
		assertThat(this.pot.upkeep.doubtful).isTrue();
	}

	@Test
	void aPotThatTheDatabaseDoesNotHaveStandsAtNothing() {
		Balance nothing = new BalanceReading(this.pot, NOW).nothing();
		assertThat(nothing).isEqualTo(new Balance(KEY, 0, 0, 0, 1_000));
	}

	private void doubt(boolean doubtful, long until) {
		if (doubtful) {
			this.pot.upkeep.doubt(until);
		}
	}

	private void spend(long nanos) {
		this.pot.tryHold(nanos);
		this.pot.settle(nanos, nanos);
	}

	private static void answer(BalanceReading reading, long leasedHere) {
		reading.answered(new Balance(KEY, 0, leasedHere, leasedHere, 1_000), NOW + 1);
	}

	private void assertUnchanged() {
		assertThat(this.pot.leased()).isEqualTo(100);
		assertThat(this.pot.upkeep.doubtful).isTrue();
	}

}
