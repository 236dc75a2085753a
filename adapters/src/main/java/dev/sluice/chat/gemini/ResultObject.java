package dev.sluice.chat.gemini;

import java.nio.charset.StandardCharsets;

import dev.sluice.call.ErrorKind;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * The object that this API wants for a tool's result: what it gave under {@code output},
 * or why it failed under {@code error}.
 *
 * @param text what it gave, or the whole object when it says neither and nothing else
 * @param error whether it says that the tool failed
 */
record ResultObject(String text, boolean error) {

	private static final String OUTPUT = "output";

	private static final String ERROR = "error";

	static ResultObject read(RawJson whole) {
		byte[] bytes = whole.text().getBytes(StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.INVALID_REQUEST)) {
			in.start();
			String name = in.nextName();
			if (name == null || !(name.equals(OUTPUT) || name.equals(ERROR))) {
				return new ResultObject(whole.text(), false);
			}
			String text = in.isString() ? in.text(name) : in.raw().text();
			return (in.nextName() == null) ? new ResultObject(text, name.equals(ERROR))
					: new ResultObject(whole.text(), false);
		}
	}

	void write(JsonWriter out) {
		out.object("response").member(this.error ? ERROR : OUTPUT, this.text).endObject();
	}

}
