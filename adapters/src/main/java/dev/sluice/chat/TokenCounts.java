package dev.sluice.chat;

import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

/**
 * Makes the tokens of an answer from what a dialect tells: the one place in the codecs
 * that knows how {@link Usage} is made. Input includes cached tokens, output includes
 * reasoning, -1 is unknown.
 */
public final class TokenCounts {

	private TokenCounts() {
	}

	/**
	 * The tokens of an answer.
	 * @param input all input tokens
	 * @param cachedRead the part read from the provider's cache
	 * @param cacheWrite the part written to it
	 * @param output all output tokens
	 * @param reasoning the part spent on reasoning
	 * @return the tokens, {@link Usage#UNKNOWN} when neither total is known
	 */
	public static Usage of(long input, long cachedRead, long cacheWrite, long output, long reasoning) {
		if (input < 0 && output < 0) {
			return Usage.UNKNOWN;
		}
		return Usage.of(input, output)
			.with(UsageKind.CACHED_READ, cachedRead)
			.with(UsageKind.CACHE_WRITE_5M, cacheWrite)
			.with(UsageKind.REASONING, reasoning);
	}

	/**
	 * A number for dialects that must tell one.
	 * @param count a count or -1
	 * @return the count, 0 when it is unknown
	 */
	public static long known(long count) {
		return Math.max(count, 0);
	}

}
