package dev.sluice.resolve;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One row of the list of models.
 *
 * @param id what a client writes to get it
 * @param provider who serves it
 * @param qualified the same with the provider's prefix
 * @param displayName a name for people
 * @param contextTokens the context window, or -1
 * @param outputTokens the largest output, or -1
 * @param capabilities what it can do, as far as known
 */
record ListedModel(String id, String provider, String qualified, String displayName, long contextTokens,
		long outputTokens, Set<String> capabilities) {

	static ListedModel of(String id, String provider, String qualified, @Nullable String displayName,
			long contextTokens, long outputTokens, Set<String> capabilities) {
		return new ListedModel(id, provider, qualified, (displayName != null) ? displayName : id, contextTokens,
				outputTokens, capabilities);
	}

	boolean isCalled(String name) {
		return this.id.equals(name) || this.qualified.equals(name);
	}

}
