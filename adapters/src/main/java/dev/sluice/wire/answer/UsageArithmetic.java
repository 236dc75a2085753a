package dev.sluice.wire.answer;

import dev.sluice.call.DialectFamily;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;

import static dev.sluice.wire.answer.UsageField.AUDIO_INPUT;
import static dev.sluice.wire.answer.UsageField.CACHED_AUDIO;
import static dev.sluice.wire.answer.UsageField.CACHED_IMAGE;
import static dev.sluice.wire.answer.UsageField.CACHE_READ;
import static dev.sluice.wire.answer.UsageField.CACHE_WRITE;
import static dev.sluice.wire.answer.UsageField.CACHE_WRITE_1H;
import static dev.sluice.wire.answer.UsageField.CACHE_WRITE_5M;
import static dev.sluice.wire.answer.UsageField.IMAGE_INPUT;
import static dev.sluice.wire.answer.UsageField.INPUT;
import static dev.sluice.wire.answer.UsageField.OUTPUT;
import static dev.sluice.wire.answer.UsageField.REASONING;
import static dev.sluice.wire.answer.UsageField.TOOL_INPUT;
import static dev.sluice.wire.answer.UsageField.TOTAL;

/** Turns the numbers of one dialect family into the gateway's own convention. */
final class UsageArithmetic {

	private final DialectFamily family;

	private final long[] counts;

	UsageArithmetic(DialectFamily family, long[] counts) {
		this.family = family;
		this.counts = counts;
	}

	Usage usage() {
		long input = get(INPUT);
		return switch (this.family) {
			case OPENAI -> openAi(input, get(OUTPUT), get(TOTAL), get(REASONING));
			case ANTHROPIC -> usage(plus(input, get(CACHE_READ), cacheWrites()), get(OUTPUT));
			case GEMINI -> gemini(plus(input, get(TOOL_INPUT), 0));
			case OLLAMA -> usage(input, get(OUTPUT));
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
		long answer = get(OUTPUT);
		long thoughts = get(REASONING);
		long total = get(TOTAL);
		if (answer < 0 && thoughts < 0) {
			return usage(input, (input >= 0 && total >= input) ? total - input : -1);
		}
		return usage(input, Math.max(answer, 0) + Math.max(thoughts, 0));
	}

	private Usage usage(long input, long output) {
		return Usage.of(input, output)
			.with(UsageKind.CACHED_READ, get(CACHE_READ))
			.with(UsageKind.CACHE_WRITE_5M, shortCacheWrites())
			.with(UsageKind.CACHE_WRITE_1H, get(CACHE_WRITE_1H))
			.with(UsageKind.AUDIO_INPUT, minus(get(AUDIO_INPUT), get(CACHED_AUDIO)))
			.with(UsageKind.IMAGE_INPUT, minus(get(IMAGE_INPUT), get(CACHED_IMAGE)))
			.with(UsageKind.REASONING, get(REASONING))
			.with(UsageKind.AUDIO_OUTPUT, get(UsageField.AUDIO_OUTPUT))
			.with(UsageKind.IMAGE_OUTPUT, get(UsageField.IMAGE_OUTPUT))
			.with(UsageKind.IMAGES, get(UsageField.IMAGES))
			.with(UsageKind.WEB_SEARCHES, get(UsageField.WEB_SEARCHES));
	}

	private long cacheWrites() {
		return Math.max(get(CACHE_WRITE), Math.max(get(CACHE_WRITE_5M), 0) + Math.max(get(CACHE_WRITE_1H), 0));
	}

	// What is not said to live for an hour lives for the usual five minutes.
	private long shortCacheWrites() {
		boolean told = get(CACHE_WRITE) >= 0 || get(CACHE_WRITE_5M) >= 0;
		return told ? minus(cacheWrites(), get(CACHE_WRITE_1H)) : -1;
	}

	private static long plus(long base, long one, long other) {
		return (base < 0) ? -1 : base + Math.max(one, 0) + Math.max(other, 0);
	}

	private static long minus(long base, long part) {
		return (base < 0) ? -1 : Math.max(base - Math.max(part, 0), 0);
	}

	private long get(UsageField field) {
		return this.counts[field.ordinal()];
	}

}
