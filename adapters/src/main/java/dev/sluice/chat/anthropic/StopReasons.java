package dev.sluice.chat.anthropic;

import dev.sluice.chat.FinishReason;

/** The values of {@code stop_reason}. */
final class StopReasons {

	private StopReasons() {
	}

	static FinishReason read(String word) {
		return switch (word) {
			case "end_turn" -> FinishReason.STOP;
			case "stop_sequence" -> FinishReason.STOP_SEQUENCE;
			case "max_tokens" -> FinishReason.LENGTH;
			case "model_context_window_exceeded" -> FinishReason.CONTEXT_FULL;
			case "tool_use" -> FinishReason.TOOL_CALLS;
			case "refusal" -> FinishReason.CONTENT_FILTER;
			case "pause_turn" -> FinishReason.PAUSE;
			default -> FinishReason.OTHER;
		};
	}

	static String write(FinishReason reason) {
		return switch (reason) {
			case STOP_SEQUENCE -> "stop_sequence";
			case LENGTH -> "max_tokens";
			case CONTEXT_FULL -> "model_context_window_exceeded";
			case TOOL_CALLS -> "tool_use";
			case CONTENT_FILTER -> "refusal";
			case PAUSE -> "pause_turn";
			case STOP, OTHER, FAILED -> "end_turn";
		};
	}

}
