package dev.sluice.chat.responses;

import dev.sluice.call.Usage;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/** Reads and writes the object {@code usage}. */
final class ResponseUsage {

	private long input = -1;

	private long output = -1;

	private long total = -1;

	private long cached = -1;

	private long written = -1;

	private long reasoning = -1;

	private ResponseUsage() {
	}

	/**
	 * The usage that the reader stands at.
	 */
	static Usage read(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return Usage.UNKNOWN;
		}
		ResponseUsage usage = new ResponseUsage();
		usage.members(in);
		return usage.usage();
	}

	private void members(JsonReader in) {
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (name) {
				case "input_tokens" -> this.input = in.count();
				case "output_tokens" -> this.output = in.count();
				case "total_tokens" -> this.total = in.count();
				case "cached_tokens" -> this.cached = in.count();
				case "cache_write_tokens" -> this.written = in.count();
				case "reasoning_tokens" -> this.reasoning = in.count();
				case "input_tokens_details", "output_tokens_details" -> {
					if (in.isObject()) {
						members(in);
					}
					else {
						in.skip();
					}
				}
				default -> in.skip();
			}
		}
	}

	private Usage usage() {
		long all = (this.output < 0 && this.input >= 0 && this.total >= this.input) ? this.total - this.input
				: this.output;
		return TokenCounts.of(this.input, this.cached, this.written, all, this.reasoning);
	}

	/**
	 * Writes the member {@code usage}: null when nothing is known, else whole, because
	 * clients read all of it.
	 */
	static void write(Usage usage, JsonWriter out) {
		if (usage.input() < 0 && usage.output() < 0) {
			out.member("usage", (String) null);
			return;
		}
		long input = TokenCounts.known(usage.input());
		long output = TokenCounts.known(usage.output());
		out.object("usage").member("input_tokens", input).object("input_tokens_details");
		out.member("cached_tokens", TokenCounts.known(usage.cachedRead()));
		out.member("cache_write_tokens", TokenCounts.known(usage.cacheWrite())).endObject();
		out.member("output_tokens", output).object("output_tokens_details");
		out.member("reasoning_tokens", TokenCounts.known(usage.reasoning())).endObject();
		out.member("total_tokens", input + output).endObject();
	}

}
