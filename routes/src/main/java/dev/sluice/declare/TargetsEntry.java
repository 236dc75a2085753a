package dev.sluice.declare;

import java.util.List;

/**
 * One member of {@code aliases} or {@code groups}.
 *
 * @param id the alias or the group's name
 * @param place where it begins
 * @param enabled false removes the bundled one of that name
 * @param targets what it stands for, preferred first
 */
record TargetsEntry(String id, Place place, boolean enabled, List<Reference> targets) implements Entry {

	@Override
	public boolean whole() {
		return !this.targets.isEmpty();
	}

}
