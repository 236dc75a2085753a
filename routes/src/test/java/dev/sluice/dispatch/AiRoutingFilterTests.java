package dev.sluice.dispatch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AiRoutingFilterTests {

	@ParameterizedTest
	@CsvSource({ "0, 0.000000000", "1, 0.000000001", "999999999, 0.999999999", "1000000000, 1.000000000",
			"1000000001, 1.000000001", "12345678901, 12.345678901", "9223372036854775807, 9223372036.854775807" })
	void aCostIsToldToTheNanoDollar(long nanos, String usd) {
		assertThat(AiRoutingFilter.usd(nanos)).isEqualTo(usd);
	}

}
