package dev.sluice.budget;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;

import org.jspecify.annotations.Nullable;

/** After which time a budget begins anew, in UTC and by the database's clock. */
public enum BudgetPeriod {

	/** Never. */
	LIFETIME,

	/** At midnight. */
	DAY,

	/** On Monday at midnight. */
	WEEK,

	/** On the first at midnight. */
	MONTH;

	/** The period's name in the ledger. */
	String name(LocalDate today) {
		return switch (this) {
			case LIFETIME -> "lifetime";
			case DAY -> today.toString();
			case WEEK -> "%04d-W%02d".formatted(today.get(IsoFields.WEEK_BASED_YEAR),
					today.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
			case MONTH -> today.toString().substring(0, 7);
		};
	}

	/** When the next period begins; null when none does. */
	@Nullable Instant end(LocalDate today) {
		LocalDate next = switch (this) {
			case LIFETIME -> null;
			case DAY -> today.plusDays(1);
			case WEEK -> today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
			case MONTH -> today.plusMonths(1).withDayOfMonth(1);
		};
		return (next != null) ? next.atStartOfDay().toInstant(ZoneOffset.UTC) : null;
	}

	/** The period of a name in the ledger. */
	static BudgetPeriod ofName(String name) {
		if (name.equals("lifetime")) {
			return LIFETIME;
		}
		return (name.length() == 10) ? DAY : (name.indexOf('W') > 0) ? WEEK : MONTH;
	}

}
