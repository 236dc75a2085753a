package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.json.RawJson;

/**
 * A step of a streamed answer. {@code choice} tells which of several answers it belongs
 * to. A decoder tells {@link Started} first, {@link Finished} once per choice and
 * {@link Ended} last; pieces of different tool calls may interleave, pieces of text and
 * thinking follow each other in the order of their blocks.
 */
public sealed interface ChatEvent {

	/**
	 * Which of several answers it belongs to.
	 * @return its number; 0 for what belongs to all of them
	 */
	default int choice() {
		return 0;
	}

	/**
	 * The answer begins.
	 *
	 * @param id the provider's id for it, or null
	 * @param model the model that answers, or null when not told
	 * @param created seconds since 1970, or -1 when not told
	 */
	record Started(@Nullable String id, @Nullable String model, long created) implements ChatEvent {
	}

	/**
	 * More text.
	 *
	 * @param choice which answer
	 * @param text the piece, not empty
	 */
	record TextDelta(int choice, String text) implements ChatEvent {
	}

	/**
	 * More thinking.
	 *
	 * @param choice which answer
	 * @param text the piece, not empty
	 */
	record ThinkingDelta(int choice, String text) implements ChatEvent {
	}

	/**
	 * The whole seal of the thinking block at hand; without thinking before it, of one
	 * whose text is not shown.
	 *
	 * @param choice which answer
	 * @param signature the seal
	 */
	record ThinkingSigned(int choice, Signature signature) implements ChatEvent {
	}

	/**
	 * More of a refusal.
	 *
	 * @param choice which answer
	 * @param text the piece, not empty
	 */
	record RefusalDelta(int choice, String text) implements ChatEvent {
	}

	/**
	 * A tool call begins; told once id and name are known.
	 *
	 * @param choice which answer
	 * @param tool its number among the answer's tool calls, from 0 without gaps
	 * @param id its id, minted by the decoder when the dialect gave none
	 * @param name the tool
	 * @param custom whether the tool takes free text
	 * @param signature the seal that its provider wants to see again, or null
	 */
	record ToolStarted(int choice, int tool, String id, String name, boolean custom,
			@Nullable Signature signature) implements ChatEvent {
	}

	/**
	 * More of a tool call's arguments. None at all means {@code {}}.
	 *
	 * @param choice which answer
	 * @param tool its number
	 * @param fragment the piece, not empty
	 */
	record ToolArguments(int choice, int tool, String fragment) implements ChatEvent {
	}

	/**
	 * A block is over, told where the dialect tells it. Without it, a block ends when
	 * another begins, or at the finish.
	 *
	 * @param choice which answer
	 * @param tool the number of the tool call that is over, or -1 for another block
	 */
	record BlockEnded(int choice, int tool) implements ChatEvent {
	}

	/**
	 * A block that comes in one piece: redacted thinking, media, what only the origin
	 * knows.
	 *
	 * @param choice which answer
	 * @param block the block
	 */
	record WholeBlock(int choice, ContentBlock block) implements ChatEvent {
	}

	/**
	 * Token probabilities of what was just said.
	 *
	 * @param choice which answer
	 * @param logprobs an object in OpenAI's shape
	 */
	record Logprobs(int choice, RawJson logprobs) implements ChatEvent {
	}

	/**
	 * One answer is complete.
	 *
	 * @param choice which answer
	 * @param finish how it ended, {@link FinishReason#TOOL_CALLS} told even where the
	 * provider says {@code stop}
	 */
	record Finished(int choice, Finish finish) implements ChatEvent {
	}

	/**
	 * The tokens so far; each overrides the one before.
	 *
	 * @param usage cumulative
	 */
	record UsageTold(Usage usage) implements ChatEvent {
	}

	/**
	 * The provider failed midway. Nothing follows.
	 *
	 * @param failure what to tell the client
	 */
	record Failed(GatewayException failure) implements ChatEvent {
	}

	/** The stream came to its proper end. Nothing follows. */
	record Ended() implements ChatEvent {
	}

}
