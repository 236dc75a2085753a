package dev.sluice.chat.gemini;

import java.util.Locale;

import dev.sluice.chat.FinishReason;

/** The words of this wire. */
final class Words {

	/** Begins the names of members that stand in the configuration. */
	static final String CONFIG = "generationConfig.";

	/** Opens any call to models that want their seal back. */
	static final String PLACEHOLDER_SEAL = "skip_thought_signature_validator";

	private Words() {
	}

	/**
	 * A name as this API writes it; it takes names with underscores too.
	 */
	static String camel(String name) {
		if (name.indexOf('_') <= 0) {
			return name;
		}
		StringBuilder camel = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			boolean joint = name.charAt(i) == '_' && i + 1 < name.length();
			camel.append(joint ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
		}
		return camel.toString();
	}

	/**
	 * Why a candidate ended. Refusals to paint, to call and to stop calling are failures.
	 */
	static FinishReason finish(String word) {
		return switch (word) {
			case "STOP" -> FinishReason.STOP;
			case "MAX_TOKENS" -> FinishReason.LENGTH;
			case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "LANGUAGE", "MODEL_ARMOR",
					"IMAGE_SAFETY", "IMAGE_RECITATION", "IMAGE_PROHIBITED_CONTENT", "IMAGE_OTHER" ->
				FinishReason.CONTENT_FILTER;
			case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "NO_IMAGE",
					"MISSING_THOUGHT_SIGNATURE", "MALFORMED_RESPONSE" ->
				FinishReason.FAILED;
			default -> FinishReason.OTHER;
		};
	}

	static String finish(FinishReason reason) {
		return switch (reason) {
			case LENGTH, CONTEXT_FULL -> "MAX_TOKENS";
			case CONTENT_FILTER -> "SAFETY";
			case FAILED -> "OTHER";
			case STOP, STOP_SEQUENCE, TOOL_CALLS, PAUSE, OTHER -> "STOP";
		};
	}

	/**
	 * What to tell of a refusal that came without a reason in words.
	 */
	static String explanation(String word) {
		return "The provider's filter stopped the answer: " + word.toLowerCase(Locale.ROOT) + ".";
	}

}
