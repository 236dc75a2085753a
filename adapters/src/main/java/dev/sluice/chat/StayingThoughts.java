package dev.sluice.chat;

import dev.sluice.call.Dialect;

/**
 * Names the thoughts that cannot go along to a target: text that it does not want, and
 * seals that only their own provider can read.
 */
public final class StayingThoughts {

	private final Dialect origin;

	private final Dropped dropped;

	/**
	 * Begins without any.
	 * @param origin the dialect of the request
	 * @param dropped who notes losses
	 */
	public StayingThoughts(Dialect origin, Dropped dropped) {
		this.origin = origin;
		this.dropped = dropped;
	}

	/**
	 * A block stays behind, or is sent without its seal. Noted when it holds a thought or
	 * a seal; blank thoughts and other blocks are no loss.
	 * @param block thinking, or a tool call that may be sealed
	 */
	public void note(ContentBlock block) {
		boolean thought = block instanceof ContentBlock.RedactedThinking
				|| (block instanceof ContentBlock.Thinking thinking
						&& (thinking.signature() != null || !thinking.text().isBlank()))
				|| (block instanceof ContentBlock.ToolUse use && use.signature() != null);
		if (thought) {
			this.dropped.add(Field.THOUGHTS.in(this.origin));
		}
	}

}
