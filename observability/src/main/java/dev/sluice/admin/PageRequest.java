package dev.sluice.admin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for. A cursor holds only a position in one list, never
 * whose list it is, so a forged one shows nothing that its sender may not see.
 *
 * @param list the list that the cursor belongs to
 * @param limit how many items at most, 1 to 200
 * @param position where the part begins, as {@link #next} was given it, or null for the
 * start
 */
public record PageRequest(String list, int limit, @Nullable String position) {

	private static final int DEFAULT_LIMIT = 50;

	private static final int LARGEST_LIMIT = 200;

	private static final int LONGEST_CURSOR = 512;

	private static final Pattern POSITION = Pattern.compile("[A-Za-z0-9_.:-]{1,200}");

	/**
	 * The cursor of the next part.
	 * @param position where it begins: letters, digits and {@code _.:-}
	 * @return an opaque text
	 */
	public String next(String position) {
		if (!POSITION.matcher(position).matches()) {
			throw new IllegalArgumentException("A position is 1 to 200 letters, digits and _.:- but was: " + position);
		}
		byte[] plain = (this.list + "|" + position).getBytes(StandardCharsets.UTF_8);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
	}

	/**
	 * The position as a number.
	 * @param start what the start of the list counts as
	 * @return the number
	 * @throws AdminProblem when the cursor holds none
	 */
	public long number(long start) {
		try {
			return (this.position != null) ? Long.parseLong(this.position) : start;
		}
		catch (NumberFormatException ex) {
			throw foreign();
		}
	}

	static PageRequest of(String list, @Nullable String limit, @Nullable String cursor) {
		return new PageRequest(list, limit(limit), (cursor != null) ? position(list, cursor) : null);
	}

	private static int limit(@Nullable String limit) {
		if (limit == null) {
			return DEFAULT_LIMIT;
		}
		if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > LARGEST_LIMIT) {
			throw AdminProblem.badRequest("'limit' is a number from 1 to " + LARGEST_LIMIT + ".",
					List.of(new AdminProblem.Fault("not a number from 1 to " + LARGEST_LIMIT, "limit")));
		}
		return Integer.parseInt(limit);
	}

	private static String position(String list, String cursor) {
		String plain = (cursor.length() <= LONGEST_CURSOR) ? decode(cursor) : "";
		String position = plain.startsWith(list + "|") ? plain.substring(list.length() + 1) : "";
		if (!POSITION.matcher(position).matches()) {
			throw foreign();
		}
		return position;
	}

	private static String decode(String cursor) {
		try {
			return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return "";
		}
	}

	private static AdminProblem foreign() {
		return AdminProblem.badRequest(
				"'cursor' does not come from this list. Send the 'next_cursor' of the page before, or none.",
				List.of(new AdminProblem.Fault("not a cursor of this list", "cursor")));
	}

}
