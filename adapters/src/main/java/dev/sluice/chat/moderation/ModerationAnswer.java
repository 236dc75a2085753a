package dev.sluice.chat.moderation;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.json.RawJson;

/**
 * What was found in each text.
 *
 * @param id the provider's id of the answer, or null
 * @param model the model that answered, or null when not told
 * @param results one for each text
 */
public record ModerationAnswer(@Nullable String id, @Nullable String model, List<Result> results) {

	/**
	 * What was found in one text, by the provider's names of categories.
	 *
	 * @param categories whether each is met
	 * @param scores how sure that is, as the provider wrote it
	 */
	public record Result(Map<String, Boolean> categories, Map<String, RawJson> scores) {

		boolean flagged() {
			return this.categories.containsValue(Boolean.TRUE);
		}

	}

}
