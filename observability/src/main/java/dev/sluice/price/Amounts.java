package dev.sluice.price;

/** Nano-dollars from pico-dollars, without overflow. */
final class Amounts {

	private static final long PICO = 1_000;

	private Amounts() {
	}

	/**
	 * Rounds a sum, half up.
	 * @throws ArithmeticException when it is too large
	 */
	static long halfUp(long pico) {
		return Math.addExact(pico, PICO / 2) / PICO;
	}

	/**
	 * So many tokens at most cost so much: rounded up, and {@link Long#MAX_VALUE} when
	 * too large.
	 */
	static long atMost(long count, long pico) {
		try {
			long sum = Math.multiplyExact(Math.max(count, 0), pico);
			return sum / PICO + ((sum % PICO > 0) ? 1 : 0);
		}
		catch (ArithmeticException ex) {
			return Long.MAX_VALUE;
		}
	}

	/**
	 * How many tokens some money buys for certain.
	 */
	static long affordable(long nanos, long pico) {
		if (pico == 0) {
			return Long.MAX_VALUE;
		}
		// Money beyond this buys more than there is; fewer tokens are always safe.
		long spendable = Math.min(Math.max(nanos, 0), Long.MAX_VALUE / PICO) * PICO;
		return spendable / pico;
	}

	/**
	 * A sum that stays at {@link Long#MAX_VALUE}.
	 */
	static long sum(long one, long other) {
		long sum = one + other;
		return (sum < 0) ? Long.MAX_VALUE : sum;
	}

}
