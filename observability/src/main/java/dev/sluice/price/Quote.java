package dev.sluice.price;

import dev.sluice.call.Usage;

/**
 * The prices of one attempt. Immutable: what was held by it is settled by it, whatever
 * becomes of the book. Amounts are nano-dollars; one that is too large for a {@code long}
 * is {@link Long#MAX_VALUE} in bounds and unknown in costs.
 */
public interface Quote {

	/** The amount of what is not known. */
	long UNKNOWN = -1;

	/**
	 * Names the prices: rows with the same version were priced by the same numbers.
	 * @return such as {@code 4be1c0a9d2f3}, {@code free} or {@code unknown}
	 */
	String version();

	/**
	 * Whether the attempt has a price. Without one its bounds are {@link Long#MAX_VALUE},
	 * and whoever counts money refuses it.
	 * @return false when neither the book nor the policy for unknown prices names one
	 */
	boolean known();

	/**
	 * The most that an input can cost.
	 * @param tokens an upper bound of the input
	 * @return at the dearest price that can apply, cache writes included; rounded up
	 */
	long worstInputNanos(long tokens);

	/**
	 * The most that an output can cost.
	 * @param tokens an upper bound of the output
	 * @return at the dearest price that can apply; rounded up
	 */
	long outputNanos(long tokens);

	/**
	 * The output that some money buys for certain.
	 * @param nanos the money
	 * @return tokens, {@link Long#MAX_VALUE} when output is free
	 */
	long outputTokensFor(long nanos);

	/**
	 * The most that the call can cost whatever its tokens: its price by the request, and
	 * the pictures that it asks for. Web searches are not bounded by a request and not
	 * part of it.
	 * @return rounded up
	 */
	long requestNanos();

	/**
	 * What an attempt did cost. A part that the provider left open counts as the dearest
	 * that it can have been; an open total makes the cost unknown, unless it is free.
	 * @param usage what it used
	 * @return rounded once, half up, or {@link #UNKNOWN}
	 */
	long costNanos(Usage usage);

	/**
	 * What the model that the client named costs for the same tokens at its official
	 * price.
	 * @param usage what was used
	 * @return rounded once, half up, or {@link #UNKNOWN} when the client named no model
	 * that an official provider lists
	 */
	long baselineNanos(Usage usage);

	/**
	 * The largest input of the model.
	 * @return tokens, or -1 when not known
	 */
	long contextTokens();

	/**
	 * The largest output of the model.
	 * @return tokens, or -1 when not known
	 */
	long outputTokens();

}
