package dev.sluice.chat;

/** Who says a message. */
public enum Role {

	/** The operator of the assistant. */
	SYSTEM,

	/** The operator, in the newer word of OpenAI. */
	DEVELOPER,

	/** The user; in dialects without a role for tools, tool results too. */
	USER,

	/** The model. */
	ASSISTANT,

	/** A tool; such a message holds {@link ContentBlock.ToolResult}s only. */
	TOOL;

	/**
	 * Whether the operator says it.
	 * @return true for {@link #SYSTEM} and {@link #DEVELOPER}
	 */
	public boolean instructs() {
		return this == SYSTEM || this == DEVELOPER;
	}

}
