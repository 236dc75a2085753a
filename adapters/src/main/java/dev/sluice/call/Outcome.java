package dev.sluice.call;

import org.jspecify.annotations.Nullable;

/**
 * How one attempt ended.
 *
 * @param end the terminal state
 * @param reason a short word for the cause, such as {@code idle} or {@code status-503};
 * empty for a complete answer
 * @param status the provider's HTTP status, or 0 when it sent none
 * @param usage tokens as far as known
 * @param servedModel the model that the provider says it used, or null
 */
public record Outcome(End end, String reason, int status, Usage usage, @Nullable String servedModel) {

	/** The three ways in which an attempt can end. */
	public enum End {

		/** The provider's answer is whole. */
		COMPLETE,

		/** The provider or the network failed. */
		FAILED,

		/** The client left, or another attempt won. */
		CANCELLED

	}

}
