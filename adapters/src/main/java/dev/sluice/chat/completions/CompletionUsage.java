package dev.sluice.chat.completions;

import dev.sluice.call.Usage;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/** Reads and writes the object {@code usage}, which has no details here. */
final class CompletionUsage {

	private CompletionUsage() {
	}

	static Usage read(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return Usage.UNKNOWN;
		}
		long input = -1;
		long output = -1;
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (name) {
				case "prompt_tokens" -> input = in.count();
				case "completion_tokens" -> output = in.count();
				default -> in.skip();
			}
		}
		return TokenCounts.of(input, -1, -1, output, -1);
	}

	static void write(Usage usage, JsonWriter out) {
		long input = TokenCounts.known(usage.input());
		long output = TokenCounts.known(usage.output());
		out.object("usage").member("prompt_tokens", input).member("completion_tokens", output);
		out.member("total_tokens", input + output).endObject();
	}

}
