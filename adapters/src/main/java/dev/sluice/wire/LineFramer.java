package dev.sluice.wire;

import io.netty.buffer.ByteBuf;

/** Finds the lines of a newline-delimited stream; each is one event. */
final class LineFramer implements EventFramer {

	private final EventBudget budget;

	LineFramer(int maxEvent) {
		this.budget = new EventBudget(maxEvent);
	}

	@Override
	public int nextEnd(ByteBuf buffer, int from) {
		int writerIndex = buffer.writerIndex();
		int feed = buffer.indexOf(from, writerIndex, (byte) '\n');
		return this.budget.spend((feed < 0) ? -1 : feed + 1, from, writerIndex);
	}

}
