package dev.sluice.wire;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * Finds the elements of one streamed JSON array. An event is an element with the bracket
 * or comma in front of it; the closing bracket is an event of its own. An object without
 * an array around it is one event.
 */
final class JsonArrayFramer implements EventFramer, ByteProcessor {

	private final EventBudget budget;

	private int depth;

	private int outside;

	private boolean inString;

	private boolean escaped;

	JsonArrayFramer(int maxEvent) {
		this.budget = new EventBudget(maxEvent);
	}

	@Override
	public int nextEnd(ByteBuf buffer, int from) {
		int writerIndex = buffer.writerIndex();
		int last = buffer.forEachByte(from, writerIndex - from, this);
		return this.budget.spend((last < 0) ? -1 : last + 1, from, writerIndex);
	}

	@Override
	public boolean process(byte value) {
		if (this.inString) {
			string(value);
			return true;
		}
		return switch (value) {
			case '"' -> {
				this.inString = true;
				yield true;
			}
			case '[', '{' -> {
				open(value);
				yield true;
			}
			case ']', '}' -> --this.depth > this.outside;
			default -> true;
		};
	}

	private void open(byte value) {
		if (this.depth == 0) {
			this.outside = (value == '[') ? 1 : 0;
		}
		this.depth++;
	}

	private void string(byte value) {
		if (this.escaped) {
			this.escaped = false;
		}
		else if (value == '\\') {
			this.escaped = true;
		}
		else if (value == '"') {
			this.inString = false;
		}
	}

}
