package dev.sluice.chat.anthropic;

import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/**
 * Collects the object {@code usage}, whose later numbers override earlier ones, and
 * writes it. Its input leaves out what the cache gave and took.
 */
final class MessageUsage {

	private long input = -1;

	private long cached = -1;

	private long written = -1;

	private long written5m = -1;

	private long written1h = -1;

	private long output = -1;

	private long thinking = -1;

	void read(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (name) {
				case "input_tokens" -> this.input = told(in, this.input);
				case "cache_read_input_tokens" -> this.cached = told(in, this.cached);
				case "cache_creation_input_tokens" -> this.written = told(in, this.written);
				case "output_tokens" -> this.output = told(in, this.output);
				case "thinking_tokens" -> this.thinking = told(in, this.thinking);
				case "ephemeral_5m_input_tokens" -> this.written5m = told(in, this.written5m);
				case "ephemeral_1h_input_tokens" -> this.written1h = told(in, this.written1h);
				case "cache_creation", "output_tokens_details" -> read(in);
				default -> in.skip();
			}
		}
	}

	private static long told(JsonReader in, long before) {
		long count = in.count();
		return (count >= 0) ? count : before;
	}

	Usage usage() {
		if (this.input < 0 && this.output < 0) {
			return Usage.UNKNOWN;
		}
		// What the split does not name lives for five minutes, as it does by default.
		long rest = Math.max(this.written - TokenCounts.known(this.written1h), this.written5m);
		return Usage.ofFresh(this.input, this.cached, rest, this.written1h, this.output)
			.with(UsageKind.REASONING, this.thinking);
	}

	/**
	 * Writes the member {@code usage}. Zeros stand only for what must be a number; what
	 * the cache gave and took may be null.
	 */
	static void write(Usage usage, JsonWriter out) {
		long cached = TokenCounts.known(usage.cachedRead());
		long written = TokenCounts.known(usage.cacheWrite());
		out.object("usage").member("input_tokens", Math.max(0, usage.input() - cached - written));
		told("cache_creation_input_tokens", usage.cacheWrite(), out);
		told("cache_read_input_tokens", usage.cachedRead(), out);
		if (usage.get(UsageKind.CACHE_WRITE_1H) >= 0) {
			out.object("cache_creation")
				.member("ephemeral_5m_input_tokens", TokenCounts.known(usage.get(UsageKind.CACHE_WRITE_5M)))
				.member("ephemeral_1h_input_tokens", usage.get(UsageKind.CACHE_WRITE_1H))
				.endObject();
		}
		out.member("output_tokens", TokenCounts.known(usage.output()));
		if (usage.reasoning() >= 0) {
			out.object("output_tokens_details").member("thinking_tokens", usage.reasoning()).endObject();
		}
		out.endObject();
	}

	private static void told(String name, long count, JsonWriter out) {
		if (count >= 0) {
			out.member(name, count);
		}
		else {
			out.member(name, (String) null);
		}
	}

}
