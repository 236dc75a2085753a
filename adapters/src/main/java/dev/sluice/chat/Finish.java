package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

/**
 * How an answer ended.
 *
 * @param reason why the model stopped
 * @param stopSequence the stop text that was met, or null
 * @param explanation why it refused, or null
 */
public record Finish(FinishReason reason, @Nullable String stopSequence, @Nullable String explanation) {

	/**
	 * An end without details.
	 * @param reason why the model stopped
	 * @return the end
	 */
	public static Finish of(FinishReason reason) {
		return new Finish(reason, null, null);
	}

	/**
	 * The same end once it is known whether tools were called.
	 * @param toolCalls whether any was
	 * @return this, or the end with tool calls
	 */
	public Finish given(boolean toolCalls) {
		FinishReason given = this.reason.given(toolCalls);
		return (given == this.reason) ? this : of(given);
	}

}
