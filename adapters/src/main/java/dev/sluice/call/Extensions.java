package dev.sluice.call;

import org.jspecify.annotations.Nullable;

/**
 * The request fields that Sluice adds to every JSON dialect. They steer the gateway and
 * are cut out of the bytes before a provider sees them.
 *
 * @param provider the provider to use, from a string field {@code provider}; an object of
 * that name is OpenRouter's and is passed on
 * @param providerPreference a tier such as {@code official} or {@code local}
 * @param costOptimization how hard to save, such as {@code aggressive}
 * @param taskDecomposition whether the call may be split into sub-tasks
 * @param parallelExecution whether sub-tasks may run at once
 * @param cacheBypass whether a stored answer must not be used
 */
public record Extensions(@Nullable String provider, @Nullable String providerPreference,
		@Nullable String costOptimization, @Nullable Boolean taskDecomposition, @Nullable Boolean parallelExecution,
		boolean cacheBypass) {

	/** A request that uses none of them. */
	public static final Extensions NONE = new Extensions(null, null, null, null, null, false);

}
