package dev.sluice.chat.gemini;

import dev.sluice.call.Usage;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/**
 * Usage on this wire: the prompt includes cached tokens, the candidates exclude thoughts,
 * what server tools read is counted apart.
 */
final class TokenUsage {

	private long prompt = -1;

	private long tools = -1;

	private long cached = -1;

	private long candidates = -1;

	private long thoughts = -1;

	private long total = -1;

	private TokenUsage() {
	}

	static Usage read(JsonReader in) {
		TokenUsage usage = new TokenUsage();
		if (!in.isObject()) {
			in.skip();
			return Usage.UNKNOWN;
		}
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			usage.member(Words.camel(name), in);
		}
		return usage.usage();
	}

	private void member(String name, JsonReader in) {
		switch (name) {
			case "promptTokenCount" -> this.prompt = in.count();
			case "toolUsePromptTokenCount" -> this.tools = in.count();
			case "cachedContentTokenCount" -> this.cached = in.count();
			case "candidatesTokenCount", "responseTokenCount" -> this.candidates = in.count();
			case "thoughtsTokenCount" -> this.thoughts = in.count();
			case "totalTokenCount" -> this.total = in.count();
			default -> in.skip();
		}
	}

	private Usage usage() {
		long input = sum(this.prompt, this.tools);
		long output = sum(this.candidates, this.thoughts);
		if (output < 0 && input >= 0 && this.total >= input) {
			output = this.total - input;
		}
		return TokenCounts.of(input, this.cached, -1, output, this.thoughts);
	}

	private static long sum(long a, long b) {
		return (a < 0 && b < 0) ? -1 : Math.max(a, 0) + Math.max(b, 0);
	}

	static void write(Usage usage, JsonWriter out) {
		long input = TokenCounts.known(usage.input());
		long output = TokenCounts.known(usage.output());
		long reasoning = Math.min(TokenCounts.known(usage.reasoning()), output);
		out.object("usageMetadata").member("promptTokenCount", input);
		if (usage.cachedRead() > 0) {
			out.member("cachedContentTokenCount", usage.cachedRead());
		}
		out.member("candidatesTokenCount", output - reasoning);
		if (reasoning > 0) {
			out.member("thoughtsTokenCount", reasoning);
		}
		out.member("totalTokenCount", input + output).endObject();
	}

}
