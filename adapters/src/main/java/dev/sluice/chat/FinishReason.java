package dev.sluice.chat;

/** Why a model stopped. */
public enum FinishReason {

	/** It had said all. */
	STOP,

	/** A stop text was met. */
	STOP_SEQUENCE,

	/** The output cap was reached. */
	LENGTH,

	/** The context window is full. */
	CONTEXT_FULL,

	/** It calls tools. */
	TOOL_CALLS,

	/** A filter, or the model itself, refused. */
	CONTENT_FILTER,

	/** A server tool's loop paused; the turn goes on when it is sent again. */
	PAUSE,

	/** The model failed: not an answer. */
	FAILED,

	/** Something that this gateway does not know; read as the usual end. */
	OTHER;

	/**
	 * The reason once it is known whether tools were called: some providers say
	 * {@code stop} then.
	 * @param toolCalls whether any was
	 * @return this, or {@link #TOOL_CALLS}
	 */
	public FinishReason given(boolean toolCalls) {
		return (toolCalls && (this == STOP || this == OTHER)) ? TOOL_CALLS : this;
	}

}
