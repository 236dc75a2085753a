package dev.sluice.wire;

import io.netty.buffer.ByteBuf;

/**
 * Finds where the events of a stream end, however its bytes are cut into buffers. Keeps
 * its place between buffers; used by one stream.
 */
public interface EventFramer {

	/**
	 * Finds the next end of an event.
	 * @param buffer the next bytes of the stream; its indices are not changed
	 * @param from where to go on, at or after the reader index, and the last returned end
	 * when the buffer is asked again
	 * @return the index behind the event's last byte, or -1 when the rest of the buffer
	 * belongs to an event that is not over
	 */
	int nextEnd(ByteBuf buffer, int from);

}
