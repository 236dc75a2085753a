package dev.sluice.chat.embedding;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/** The member {@code input} of the dialects that have one: a text, or a list of texts. */
record TextInput(List<String> texts, boolean single) {

	static final TextInput NONE = new TextInput(List.of(), false);

	static TextInput read(JsonReader in) {
		if (in.isString()) {
			return new TextInput(List.of(in.text("input")), true);
		}
		List<String> texts = new ArrayList<>();
		if (in.array("input")) {
			while (in.nextElement()) {
				if (!in.isString()) {
					throw in.wrong("input",
							"Token numbers in 'input' are only understood by the model's own tokenizer. Send texts.");
				}
				texts.add(in.text("input"));
			}
		}
		return new TextInput(List.copyOf(texts), false);
	}

	void required(JsonReader in) {
		if (this.texts.isEmpty()) {
			throw in.wrong("input", "Field 'input' must hold at least one text.");
		}
	}

	static void write(EmbeddingRequest request, JsonWriter out) {
		if (request.single()) {
			out.member("input", request.texts().get(0));
		}
		else {
			out.array("input");
			request.texts().forEach(out::value);
			out.endArray();
		}
	}

}
