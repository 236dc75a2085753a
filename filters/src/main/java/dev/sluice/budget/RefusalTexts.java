package dev.sluice.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

import dev.sluice.budget.lease.Shortage;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;

/** Says which limit stands in the way, and when it will not. */
final class RefusalTexts {

	private RefusalTexts() {
	}

	static GatewayException shortage(Shortage shortage, long nowMillis) {
		Instant now = Instant.ofEpochMilli(nowMillis);
		BudgetPeriod period = BudgetPeriod.ofName(shortage.key().period());
		Instant reset = period.end(LocalDate.ofInstant(now, ZoneOffset.UTC));
		String text = "The budget of " + shortage.key().account() + " for " + shortage.key().period() + " is "
				+ usd(shortage.limit()) + " USD: " + usd(shortage.spent()) + " are spent and "
				+ usd(shortage.setAside()) + " set aside for calls in progress, and this call needs at least "
				+ usd(shortage.needed()) + ". " + whenItResets(reset);
		if (reset == null) {
			return new GatewayException(ErrorKind.BUDGET_EXHAUSTED, text);
		}
		return new GatewayException(ErrorKind.BUDGET_WINDOW_EXHAUSTED, text).retryAfter(Duration.between(now, reset));
	}

	private static String whenItResets(@Nullable Instant reset) {
		return (reset != null) ? "It resets at " + reset + "." : "It does not reset. Ask whoever runs the gateway.";
	}

	static GatewayException tooDear(long limit, long spent, long needed, Target target) {
		String before = (spent > 0) ? ", of which its earlier attempts spent " + usd(spent) : "";
		return new GatewayException(ErrorKind.BUDGET_EXHAUSTED,
				"One call may cost " + usd(limit) + " USD" + before + ", but at " + target + " it needs at least "
						+ usd(needed) + ". Send less input, or choose a cheaper model.");
	}

	static GatewayException unpriced(Target target) {
		return new GatewayException(ErrorKind.FORBIDDEN, "The price of " + target
				+ " is not known, so no budget can pay for it. Choose another model, or ask whoever runs the gateway "
				+ "to set its price.")
			.param("model");
	}

	static GatewayException unavailable() {
		return new GatewayException(ErrorKind.BUDGET_UNAVAILABLE,
				"Budgets cannot be checked at the moment, because the gateway's database does not answer. "
						+ "Nothing was sent and nothing was charged.")
			.retryAfter(Duration.ofSeconds(2));
	}

	static String usd(long nanos) {
		BigDecimal usd = BigDecimal.valueOf(nanos, 9);
		BigDecimal plain = (usd.abs().compareTo(BigDecimal.ONE) >= 0) ? usd.setScale(2, RoundingMode.HALF_UP)
				: usd.stripTrailingZeros();
		return plain.toPlainString();
	}

}
