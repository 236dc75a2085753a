package dev.sluice.wire.answer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;
import dev.sluice.call.Usage;

/**
 * Collects the token counts that one answer reports. Later numbers overwrite earlier ones
 * of the same name, as all dialects report cumulatively.
 */
final class UsageReader {

	private static final Map<String, Count> COUNTS = counts();

	private static final String DETAILS = "_details";

	private final DialectFamily family;

	private final long[] counts = new long[Count.values().length];

	UsageReader(DialectFamily family) {
		this.family = family;
		Arrays.fill(this.counts, -1);
	}

	/**
	 * Reads the object that the parser has just entered.
	 */
	void readObject(JsonParser parser) {
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			JsonToken token = parser.nextToken();
			if (token == JsonToken.START_OBJECT && name.endsWith(DETAILS)) {
				readObject(parser);
			}
			else if (!readCount(name, parser)) {
				parser.skipChildren();
			}
		}
	}

	/**
	 * Reads the current value when it is a count of that name.
	 */
	boolean readCount(String name, JsonParser parser) {
		Count count = COUNTS.get(name);
		if (count == null || !parser.currentToken().isNumeric()) {
			return false;
		}
		double value = parser.getDoubleValue();
		this.counts[count.ordinal()] = (value >= 0 && value <= Long.MAX_VALUE / 4) ? (long) value : -1;
		return true;
	}

	Usage usage() {
		long input = get(Count.INPUT);
		return switch (this.family) {
			case OPENAI -> openAi(input, get(Count.OUTPUT), get(Count.TOTAL), get(Count.REASONING));
			case ANTHROPIC -> usage(plus(input, get(Count.CACHE_READ), get(Count.CACHE_WRITE)), get(Count.OUTPUT));
			case GEMINI -> gemini(plus(input, get(Count.TOOL_INPUT), 0));
			case OLLAMA -> usage(input, get(Count.OUTPUT));
		};
	}

	private Usage openAi(long input, long output, long total, long reasoning) {
		if (input < 0 && output < 0) {
			return usage(total, (total >= 0) ? 0 : -1);
		}
		if (output < 0 && total >= input && input >= 0) {
			return usage(input, total - input);
		}
		// xAI counts reasoning beside the completion; its total tells.
		boolean apart = reasoning > 0 && input >= 0 && output >= 0 && total == input + output + reasoning;
		return usage(input, apart ? output + reasoning : output);
	}

	private Usage gemini(long input) {
		long answer = get(Count.OUTPUT);
		long thoughts = get(Count.REASONING);
		long total = get(Count.TOTAL);
		if (answer < 0 && thoughts < 0) {
			return usage(input, (input >= 0 && total >= input) ? total - input : -1);
		}
		return usage(input, Math.max(answer, 0) + Math.max(thoughts, 0));
	}

	private Usage usage(long input, long output) {
		if (input < 0 && output < 0) {
			return Usage.UNKNOWN;
		}
		return new Usage(input, get(Count.CACHE_READ), get(Count.CACHE_WRITE), output, get(Count.REASONING), false);
	}

	private static long plus(long base, long one, long other) {
		return (base < 0) ? -1 : base + Math.max(one, 0) + Math.max(other, 0);
	}

	private long get(Count count) {
		return this.counts[count.ordinal()];
	}

	private static Map<String, Count> counts() {
		Map<String, Count> counts = new HashMap<>();
		for (Count count : Count.values()) {
			Arrays.stream(count.names).forEach((name) -> counts.put(name, count));
		}
		return Map.copyOf(counts);
	}

	private enum Count {

		INPUT("prompt_tokens", "input_tokens", "promptTokenCount", "prompt_eval_count"),
		OUTPUT("completion_tokens", "output_tokens", "candidatesTokenCount", "eval_count"),
		TOTAL("total_tokens", "totalTokenCount"), TOOL_INPUT("toolUsePromptTokenCount"),
		CACHE_READ("cached_tokens", "prompt_cache_hit_tokens", "cachedContentTokenCount", "cache_read_input_tokens"),
		CACHE_WRITE("cache_write_tokens", "cache_creation_input_tokens"),
		REASONING("reasoning_tokens", "thoughtsTokenCount", "thinking_tokens");

		private final String[] names;

		Count(String... names) {
			this.names = names;
		}

	}

}
