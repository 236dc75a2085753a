package dev.sluice.chat.completions;

import dev.sluice.chat.FinishReason;

/** The values of {@code finish_reason}. */
final class FinishWords {

	private FinishWords() {
	}

	static FinishReason read(String word) {
		return switch (word) {
			case "stop", "eos" -> FinishReason.STOP;
			case "length" -> FinishReason.LENGTH;
			case "content_filter" -> FinishReason.CONTENT_FILTER;
			case "error" -> FinishReason.FAILED;
			default -> FinishReason.OTHER;
		};
	}

	static String write(FinishReason reason) {
		return switch (reason) {
			case LENGTH, CONTEXT_FULL -> "length";
			case CONTENT_FILTER -> "content_filter";
			default -> "stop";
		};
	}

}
