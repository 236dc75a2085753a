package dev.sluice.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds the blank lines of an SSE stream. Lines end in LF, CR or CRLF. A CR that ends an
 * event waits for its LF only when the line before ended in CRLF, so that a stream of
 * bare CRs is never one event late; a LF after such a CR counts to the next event.
 */
final class SseFramer implements EventFramer {

	private final EventBudget budget;

	private Ending last = Ending.LF;

	private boolean afterCr;

	private boolean lineEmpty = true;

	private boolean awaitingLf;

	SseFramer(int maxEvent) {
		this.budget = new EventBudget(maxEvent);
	}

	@Override
	public int nextEnd(ByteBuf buffer, int from) {
		int writerIndex = buffer.writerIndex();
		return this.budget.spend(find(buffer, from, writerIndex), from, writerIndex);
	}

	private int find(ByteBuf buffer, int from, int writerIndex) {
		int at = from;
		while (at < writerIndex) {
			if (this.awaitingLf) {
				this.awaitingLf = false;
				return afterLf(buffer, at);
			}
			if (this.afterCr) {
				this.afterCr = false;
				if (buffer.getByte(at) == '\n') {
					this.last = Ending.CRLF;
					at++;
					continue;
				}
			}
			int next = lineEnd(buffer, at, writerIndex);
			if (next < 0) {
				this.lineEmpty = false;
				return -1;
			}
			boolean blank = this.lineEmpty && next == at;
			this.lineEmpty = true;
			at = next + 1;
			int end = lineEnded(buffer.getByte(next) == '\n', blank, at);
			if (end >= 0) {
				return end;
			}
		}
		return -1;
	}

	// Netty looks for one letter eight bytes at a time, for two letters byte by byte. The
	// one seen last comes first, so that the other is only looked for up to it.
	private int lineEnd(ByteBuf buffer, int from, int to) {
		boolean cr = this.last == Ending.CR;
		int usual = buffer.indexOf(from, to, (byte) (cr ? '\r' : '\n'));
		int other = buffer.indexOf(from, (usual < 0) ? to : usual, (byte) (cr ? '\n' : '\r'));
		return (other < 0) ? usual : other;
	}

	private int lineEnded(boolean lf, boolean blank, int at) {
		if (lf) {
			this.last = Ending.LF;
			return blank ? at : -1;
		}
		if (blank && this.last == Ending.CRLF) {
			this.awaitingLf = true;
			return -1;
		}
		this.last = Ending.CR;
		this.afterCr = true;
		return blank ? at : -1;
	}

	private int afterLf(ByteBuf buffer, int at) {
		if (buffer.getByte(at) == '\n') {
			return at + 1;
		}
		this.last = Ending.CR;
		return at;
	}

	private enum Ending {

		LF, CR, CRLF

	}

}
