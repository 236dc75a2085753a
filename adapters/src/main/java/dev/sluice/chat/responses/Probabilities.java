package dev.sluice.chat.responses;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/**
 * Token probabilities: the same entries as in chat completions, which keep them in an
 * object.
 */
final class Probabilities {

	private final StringBuilder entries = new StringBuilder();

	/**
	 * Adds the entries of a list.
	 */
	void add(@Nullable RawJson list) {
		if (list != null && list.text().length() > 2 && list.text().startsWith("[")) {
			this.entries.append(this.entries.isEmpty() ? "" : ",").append(list.text(), 1, list.text().length() - 1);
		}
	}

	/**
	 * Adds the entries of the object of chat completions.
	 */
	void addNeutral(@Nullable RawJson object) {
		if (object == null) {
			return;
		}
		byte[] bytes = object.text().getBytes(StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			if (!in.start().isObject()) {
				return;
			}
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (name.equals("content") && in.isArray()) {
					add(in.raw());
				}
				else {
					in.skip();
				}
			}
		}
	}

	/**
	 * All entries in one list.
	 */
	RawJson list() {
		return new RawJson("[" + this.entries + "]");
	}

	/**
	 * All entries in the object of chat completions, or null when there are none.
	 */
	@Nullable RawJson neutral() {
		return this.entries.isEmpty() ? null : new RawJson("{\"content\":[" + this.entries + "],\"refusal\":null}");
	}

	void clear() {
		this.entries.setLength(0);
	}

}
