package dev.sluice.chat.json;

/**
 * A piece of JSON kept as it was written, without white space between its tokens: numbers
 * keep their digits, objects their order.
 *
 * @param text the JSON, in one line
 */
public record RawJson(String text) {

	/** An object without members. */
	public static final RawJson EMPTY_OBJECT = new RawJson("{}");

	/**
	 * Whether it is an object.
	 * @return true when it begins with a brace
	 */
	public boolean isObject() {
		return this.text.startsWith("{");
	}

	@Override
	public String toString() {
		return this.text;
	}

}
