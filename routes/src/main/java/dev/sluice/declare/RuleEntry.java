package dev.sluice.declare;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One element of {@code rules}.
 *
 * @param id the rule's name, which is its glob when none is given
 * @param place where it begins
 * @param enabled false removes the bundled rule of that id
 * @param match the glob, or null when none is given
 * @param providers who serves it, preferred first
 */
record RuleEntry(String id, Place place, boolean enabled, @Nullable String match,
		List<Reference> providers) implements Entry {

	@Override
	public boolean whole() {
		return this.match != null;
	}

}
