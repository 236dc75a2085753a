package dev.sluice.budget;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTextsTests {

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 0.000000001", "100000000, 0.1", "999999999, 0.999999999", "1000000000, 1.00",
			"1004999999, 1.00", "1005000000, 1.01", "-1500000000, -1.50", "-500000000, -0.5", "120000000000, 120.00" })
	void amountsFromADollarOnAreRoundedToCents(long nanos, String text) {
		assertThat(RefusalTexts.usd(nanos)).isEqualTo(text);
	}

}
