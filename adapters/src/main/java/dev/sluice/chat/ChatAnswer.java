package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Usage;
import dev.sluice.chat.json.RawJson;

/**
 * A whole answer in neutral blocks.
 *
 * @param id the provider's id for it, or null
 * @param model the model that answered, or null when not told
 * @param created seconds since 1970, or -1 when not told
 * @param choices the answers, at least one
 * @param usage its tokens
 * @param extras what has no neutral meaning
 */
public record ChatAnswer(@Nullable String id, @Nullable String model, long created, List<Choice> choices, Usage usage,
		Extras extras) {

	/**
	 * One of the answers.
	 *
	 * @param index its number, from 0
	 * @param content what it holds, in order
	 * @param finish how it ended
	 * @param logprobs token probabilities in OpenAI's shape (an object with
	 * {@code content}), or null
	 * @param extras what has no neutral meaning
	 */
	public record Choice(int index, List<ContentBlock> content, Finish finish, @Nullable RawJson logprobs,
			Extras extras) {

		/**
		 * Whether tools are called.
		 * @return true when any block is a call
		 */
		public boolean callsTools() {
			return this.content.stream().anyMatch(ContentBlock.ToolUse.class::isInstance);
		}

	}

}
