package dev.sluice.ledger;

import java.math.BigDecimal;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.store.StoreUnavailableException;

import static org.assertj.core.api.Assertions.assertThat;

class ReadersTests {

	@Test
	void sumsAreWrittenToTheNanoDollarAndNoLonger() {
		assertThat(dollars(null)).isEqualTo("0");
		assertThat(dollars("0.000000000")).isEqualTo("0");
		assertThat(dollars("1.250000000")).isEqualTo("1.25");
		assertThat(dollars("1200.000000000")).isEqualTo("1200");
		assertThat(dollars("7.000000000")).isEqualTo("7");
		assertThat(dollars("0.0000000011")).isEqualTo("1E-9");
	}

	@Test
	void aDatabaseThatDoesNotAnswerIsAReasonToComeAgain() {
		StoreUnavailableException cause = new StoreUnavailableException("away", new IllegalStateException(), false);
		assertThat(Readers.unavailable(cause)).isInstanceOfSatisfying(GatewayException.class, (refusal) -> {
			assertThat(refusal.kind()).isEqualTo(ErrorKind.OVERLOADED);
			assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(5));
			assertThat(refusal).hasCause(cause);
		});
		Throwable other = new IllegalStateException();
		assertThat(Readers.unavailable(other)).isSameAs(other);
	}

	private static String dollars(@Nullable String sum) {
		return Readers.dollars((sum != null) ? new BigDecimal(sum) : null).toString();
	}

}
