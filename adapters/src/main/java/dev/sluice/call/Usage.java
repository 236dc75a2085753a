package dev.sluice.call;

/**
 * Tokens of one attempt. Input counts include cached ones, output counts include
 * reasoning; -1 means unknown.
 *
 * @param input all input tokens
 * @param cachedRead the part of the input read from the provider's cache
 * @param cacheWrite the part of the input written to the provider's cache
 * @param output all output tokens
 * @param reasoning the part of the output spent on reasoning
 * @param estimated whether the numbers were counted by the gateway
 */
public record Usage(long input, long cachedRead, long cacheWrite, long output, long reasoning, boolean estimated) {

	/** Nothing is known. */
	public static final Usage UNKNOWN = new Usage(-1, -1, -1, -1, -1, false);

	/**
	 * Whether the provider told, or the gateway counted, both totals.
	 * @return true when input and output are known
	 */
	public boolean known() {
		return this.input >= 0 && this.output >= 0;
	}

}
