package dev.sluice.chat.gemini;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.json.JsonReader;

/** Reads why a prompt was blocked: the answer then has no candidates. */
final class PromptFeedback {

	private PromptFeedback() {
	}

	/**
	 * Reads the object that the reader stands at; null when nothing was blocked.
	 */
	static @Nullable Finish read(JsonReader in) {
		String reason = null;
		String message = null;
		if (in.object("promptFeedback")) {
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				switch (Words.camel(name)) {
					case "blockReason" -> reason = in.string(name);
					case "blockReasonMessage" -> message = in.string(name);
					default -> in.skip();
				}
			}
		}
		if (reason == null || reason.equals("BLOCK_REASON_UNSPECIFIED")) {
			return null;
		}
		return new Finish(FinishReason.CONTENT_FILTER, null,
				(message != null) ? message : Words.explanation("prompt, " + reason));
	}

}
