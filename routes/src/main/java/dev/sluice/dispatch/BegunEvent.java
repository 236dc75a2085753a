package dev.sluice.dispatch;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** An event whose end has not come yet, kept out of the reads that brought its parts. */
final class BegunEvent {

	private static final int SMALLEST = 256;

	private final ReplyContext context;

	private @Nullable ByteBuf bytes;

	BegunEvent(ReplyContext context) {
		this.context = context;
	}

	/** Whether an event has begun. */
	boolean isThere() {
		return this.bytes != null;
	}

	/** Keeps what stands behind the last whole event of a read. */
	void keep(ByteBuf read, int from) {
		int length = read.writerIndex() - from;
		if (length == 0) {
			return;
		}
		ByteBuf kept = this.bytes;
		if (kept == null) {
			kept = read.alloc().buffer(Math.max(SMALLEST, length));
			this.bytes = kept;
		}
		if (kept.readableBytes() + length > this.context.maxEvent()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "Provider " + this.context.target().provider()
					+ " sent an event larger than sluice.upstream.max-event.");
		}
		kept.writeBytes(read, from, length);
	}

	/**
	 * The event with its end, which stands in front of a read.
	 * @return the event, which now belongs to the caller
	 */
	ByteBuf upTo(ByteBuf read, int end) {
		ByteBuf whole = take();
		if (whole == null) {
			throw new IllegalStateException("no event has begun");
		}
		return whole.writeBytes(read, read.readerIndex(), end - read.readerIndex());
	}

	/** What has begun, which now belongs to the caller; null when nothing has. */
	@Nullable ByteBuf take() {
		ByteBuf begun = this.bytes;
		this.bytes = null;
		return begun;
	}

	void free() {
		ByteBuf begun = take();
		if (begun != null) {
			begun.release();
		}
	}

}
