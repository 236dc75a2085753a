package dev.sluice.chat.openai;

import dev.sluice.call.Usage;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/** Reads and writes the object {@code usage}. */
final class ChatUsage {

	private long input = -1;

	private long output = -1;

	private long total = -1;

	private long cached = -1;

	private long written = -1;

	private long reasoning = -1;

	private ChatUsage() {
	}

	/**
	 * The usage that the reader stands at.
	 */
	static Usage read(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return Usage.UNKNOWN;
		}
		ChatUsage usage = new ChatUsage();
		usage.members(in);
		return usage.usage();
	}

	private void members(JsonReader in) {
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (name) {
				case "prompt_tokens" -> this.input = in.count();
				case "completion_tokens" -> this.output = in.count();
				case "total_tokens" -> this.total = in.count();
				case "cached_tokens", "prompt_cache_hit_tokens" -> this.cached = in.count();
				case "cache_write_tokens" -> this.written = in.count();
				case "reasoning_tokens" -> this.reasoning = in.count();
				case "prompt_tokens_details", "completion_tokens_details" -> {
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
		// xAI counts reasoning beside the completion; its total tells.
		boolean apart = this.reasoning > 0 && this.input >= 0 && this.output >= 0
				&& this.total == this.input + this.output + this.reasoning;
		long all = apart ? this.output + this.reasoning : this.output;
		if (all < 0 && this.input >= 0 && this.total >= this.input) {
			all = this.total - this.input;
		}
		return TokenCounts.of(this.input, this.cached, this.written, all, this.reasoning);
	}

	/**
	 * Writes the member {@code usage}. Zeros stand only for what must be told.
	 */
	static void write(Usage usage, JsonWriter out) {
		long input = TokenCounts.known(usage.input());
		long output = TokenCounts.known(usage.output());
		out.object("usage").member("prompt_tokens", input).member("completion_tokens", output);
		out.member("total_tokens", input + output);
		details(out, usage);
		if (usage.reasoning() >= 0) {
			out.object("completion_tokens_details").member("reasoning_tokens", usage.reasoning()).endObject();
		}
		out.endObject();
	}

	private static void details(JsonWriter out, Usage usage) {
		if (usage.cachedRead() < 0 && usage.cacheWrite() < 0) {
			return;
		}
		out.object("prompt_tokens_details").member("cached_tokens", TokenCounts.known(usage.cachedRead()));
		if (usage.cacheWrite() >= 0) {
			out.member("cache_write_tokens", usage.cacheWrite());
		}
		out.endObject();
	}

}
