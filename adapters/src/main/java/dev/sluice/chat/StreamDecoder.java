package dev.sluice.chat;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

/** Reads the events of one provider's stream. Keeps its place; used by one stream. */
public interface StreamDecoder {

	/**
	 * Reads the next event.
	 * @param event one whole event as {@link dev.sluice.wire.EventFramer} cuts it, end
	 * mark included; its indices are not changed
	 * @param out takes what it means, nothing for pings and comments
	 */
	void decode(ByteBuf event, Consumer<ChatEvent> out);

	/**
	 * The connection ended. Tells {@link ChatEvent.Ended} when the dialect's end mark or
	 * a finish was seen, else {@link ChatEvent.Failed}; nothing when either was told.
	 * @param out takes it
	 */
	void end(Consumer<ChatEvent> out);

}
