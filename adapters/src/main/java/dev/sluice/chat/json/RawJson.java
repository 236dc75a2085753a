package dev.sluice.chat.json;

import java.nio.charset.StandardCharsets;

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
	 * A text as JSON.
	 * @param text any text
	 * @return a JSON string
	 */
	public static RawJson ofText(String text) {
		return new RawJson(new String(new JsonWriter().value(text).toBytes(), StandardCharsets.UTF_8));
	}

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
