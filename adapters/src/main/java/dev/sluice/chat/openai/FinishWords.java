package dev.sluice.chat.openai;

import dev.sluice.chat.FinishReason;

/** The values of {@code finish_reason}, those of vendors that copy the API included. */
final class FinishWords {

	private FinishWords() {
	}

	static FinishReason read(String word) {
		return switch (word) {
			case "stop", "eos" -> FinishReason.STOP;
			case "length", "model_length" -> FinishReason.LENGTH;
			case "tool_calls", "function_call" -> FinishReason.TOOL_CALLS;
			case "content_filter", "sensitive" -> FinishReason.CONTENT_FILTER;
			case "error", "insufficient_system_resource", "network_error" -> FinishReason.FAILED;
			default -> FinishReason.OTHER;
		};
	}

	static String write(FinishReason reason) {
		return switch (reason) {
			case LENGTH, CONTEXT_FULL -> "length";
			case TOOL_CALLS -> "tool_calls";
			case CONTENT_FILTER -> "content_filter";
			case STOP, STOP_SEQUENCE, PAUSE, OTHER, FAILED -> "stop";
		};
	}

}
