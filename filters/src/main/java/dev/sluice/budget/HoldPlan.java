package dev.sluice.budget;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Envelope;
import dev.sluice.call.Operation;
import dev.sluice.price.Quote;

/**
 * What one attempt is to hold: its input in full, and of its output as much as the money
 * can buy. Amounts are nano-dollars.
 *
 * @param quote the price, pinned
 * @param fixed the input and whatever else does not depend on the answer's length
 * @param least the smallest hold that buys an answer worth having
 * @param wanted the hold to ask for
 * @param full the hold of the longest answer
 * @param choices how many answers are wanted
 * @param tokens the longest answer, in tokens
 * @param ownCap whether the client itself, or its model, never exceeds those tokens
 */
record HoldPlan(Quote quote, long fixed, long least, long wanted, long full, int choices, long tokens, boolean ownCap) {

	/** No single call may take more of what is left. */
	private static final int SHARE = 8;

	/**
	 * What a hold may be worked out with.
	 *
	 * @param defaultTokens the cap of calls that set none
	 * @param minimalTokens the shortest answer worth having
	 * @param remainder what the budgets still have
	 * @param perCall what the call may still cost
	 */
	record Bounds(long defaultTokens, long minimalTokens, long remainder, long perCall) {
	}

	static HoldPlan of(ClientCall call, Quote quote, Bounds bounds) {
		long fixed = sum(quote.requestNanos(), quote.worstInputNanos(input(call, quote)));
		if (!writes(call.dialect().operation())) {
			return new HoldPlan(quote, fixed, fixed, fixed, fixed, 1, 0, true);
		}
		Envelope envelope = call.envelope();
		long thinking = Math.max(0, envelope.thinkingTokens());
		long tokens = RouteBudget.smaller(own(envelope, bounds, thinking), quote.outputTokens());
		long minimal = Math.min(tokens, thinking + bounds.minimalTokens);
		int choices = envelope.choices();
		long least = sum(fixed, quote.outputNanos(minimal * choices));
		long full = sum(fixed, quote.outputNanos(tokens * choices));
		long share = sum(fixed, bounds.remainder / SHARE);
		long wanted = Math.min(Math.min(full, Math.max(least, share)), Math.max(least, bounds.perCall));
		boolean ownCap = envelope.maxOutputTokens() >= 0;
		return new HoldPlan(quote, fixed, least, wanted, full, choices, tokens, ownCap);
	}

	private static long own(Envelope envelope, Bounds bounds, long thinking) {
		return (envelope.maxOutputTokens() >= 0) ? envelope.maxOutputTokens() : thinking + bounds.defaultTokens;
	}

	/** No text has more tokens than bytes, and no call more than fit the model. */
	private static long input(ClientCall call, Quote quote) {
		return RouteBudget.smaller(call.body().length(), quote.contextTokens());
	}

	private static long sum(long one, long other) {
		long sum = one + other;
		return (sum < 0) ? Long.MAX_VALUE : sum;
	}

	private static boolean writes(Operation operation) {
		return switch (operation) {
			case CHAT, COMPLETIONS, RESPONSES -> true;
			default -> false;
		};
	}

	/** The output cap to send when so much is held, or -1 when the client's stands. */
	long cap(long held) {
		if (held >= this.full) {
			return (this.ownCap || this.tokens == 0) ? -1 : this.tokens;
		}
		return Math.min(this.tokens, this.quote.outputTokensFor(held - this.fixed) / this.choices);
	}

}
