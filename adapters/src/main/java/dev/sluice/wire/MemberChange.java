package dev.sluice.wire;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of one member of a JSON object.
 *
 * @param kind what is done
 * @param text what is put in the place: a name, JSON, or the name of a second member
 * @param unless a member of the same object that makes it a mere cut when it is there
 */
public record MemberChange(Kind kind, String text, @Nullable String unless) {

	/** The member stays as it is. */
	public static final MemberChange KEEP = new MemberChange(Kind.KEEP, "", null);

	/** The member is cut. */
	public static final MemberChange CUT = new MemberChange(Kind.CUT, "", null);

	/** What is done to a member. */
	public enum Kind {

		/** Nothing. */
		KEEP,
		/** It is cut. */
		CUT,
		/** It is cut, and another top-level member with it. */
		CUT_BOTH,
		/** It gets another name. */
		NAME,
		/** It gets another value. */
		VALUE,
		/** Another member stands in its place. */
		MEMBER

	}

	/**
	 * Cuts the member and another one.
	 * @param other the other's name
	 * @return the change
	 */
	public static MemberChange cutWith(String other) {
		return new MemberChange(Kind.CUT_BOTH, other, null);
	}

	/**
	 * Renames the member; cuts it when the object has one of the new name already.
	 * @param name the new name, which needs no escapes
	 * @return the change
	 */
	public static MemberChange name(String name) {
		return new MemberChange(Kind.NAME, "\"" + name + "\"", name);
	}

	/**
	 * Replaces the value.
	 * @param json the new one
	 * @return the change
	 */
	public static MemberChange value(String json) {
		return new MemberChange(Kind.VALUE, json, null);
	}

	/**
	 * Puts another member in the place; cuts this one when the object has one of that
	 * name already.
	 * @param name the other's name, which needs no escapes
	 * @param json the other's value
	 * @return the change
	 */
	public static MemberChange member(String name, String json) {
		return new MemberChange(Kind.MEMBER, "\"" + name + "\":" + json, name);
	}

}
