package dev.sluice.resolve;

import java.util.List;

/**
 * One pattern rule of resolution.
 *
 * @param id its name in errors and records, and what an operator's rule overrides
 * @param match a glob over the model, such as {@code gpt-4*}; {@code *} matches all
 * @param providers the providers that serve it, preferred first
 */
public record Rule(String id, String match, List<String> providers) {

	/** Copies the list. */
	public Rule {
		providers = List.copyOf(providers);
	}

}
