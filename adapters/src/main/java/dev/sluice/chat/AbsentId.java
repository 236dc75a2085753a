package dev.sluice.chat;

/**
 * Ids of tool calls that stand for none: some dialects name calls by their order only.
 * Clients of other dialects see and return such an id; towards a dialect that takes calls
 * without ids it is left out again.
 */
public final class AbsentId {

	private static final String PREFIX = "call_noid";

	private AbsentId() {
	}

	/**
	 * For a call in a provider's answer.
	 * @return an id that nobody can guess, legal in all dialects
	 */
	public static String minted() {
		return PREFIX + Ids.mint().substring("call_".length());
	}

	/**
	 * For a call in a client's history: the same whenever the history is sent again, so
	 * that the provider's cache still matches.
	 * @param turn the place of its message
	 * @param call its place in the message
	 * @param name the tool
	 * @return an id that is unique in the request, legal in all dialects
	 */
	public static String inHistory(int turn, int call, String name) {
		return PREFIX + Ids.digest(turn + "." + call + "." + name);
	}

	/**
	 * Whether an id stands for none.
	 * @param id the id of a call or of a result
	 * @return true for ids made here
	 */
	public static boolean is(String id) {
		return id.startsWith(PREFIX);
	}

}
