package dev.sluice.budget;

import java.time.Instant;
import java.time.LocalDate;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BudgetPeriodTests {

	@ParameterizedTest
	@CsvSource({ "LIFETIME, 2026-11-20, lifetime,", "DAY, 2026-11-20, 2026-11-20, 2026-11-21T00:00:00Z",
			"DAY, 2026-12-31, 2026-12-31, 2027-01-01T00:00:00Z", "WEEK, 2026-11-20, 2026-W47, 2026-11-23T00:00:00Z",
			"WEEK, 2026-11-23, 2026-W48, 2026-11-30T00:00:00Z", "WEEK, 2026-11-22, 2026-W47, 2026-11-23T00:00:00Z",
			"WEEK, 2027-01-01, 2026-W53, 2027-01-04T00:00:00Z", "WEEK, 2024-12-30, 2025-W01, 2025-01-06T00:00:00Z",
			"MONTH, 2026-11-20, 2026-11, 2026-12-01T00:00:00Z", "MONTH, 2026-12-31, 2026-12, 2027-01-01T00:00:00Z",
			"MONTH, 2026-01-31, 2026-01, 2026-02-01T00:00:00Z" })
	void namesThePeriodOfADayAndTellsItsEnd(BudgetPeriod period, LocalDate day, String name, Instant end) {
		assertThat(period.name(day)).isEqualTo(name);
		assertThat(period.end(day)).isEqualTo(end);
		assertThat(BudgetPeriod.ofName(name)).isEqualTo(period);
	}

}
