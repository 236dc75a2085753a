package dev.sluice.wire;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Counts the bytes of one event over buffers and refuses one that grows too large. */
final class EventBudget {

	private final int limit;

	private long size;

	EventBudget(int limit) {
		this.limit = limit;
	}

	/**
	 * Accounts for what was looked at.
	 * @param end the end that was found, or -1
	 * @param from where the look began
	 * @param writerIndex where the buffer ends
	 * @return the end
	 */
	int spend(int end, int from, int writerIndex) {
		this.size += ((end >= 0) ? end : writerIndex) - from;
		if (this.size > this.limit) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider sent an event of more than " + this.limit + " bytes.");
		}
		if (end >= 0) {
			this.size = 0;
		}
		return end;
	}

}
