package dev.sluice.chat;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import tools.jackson.core.JacksonException;

import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonWriter;

/**
 * Translates one stream, event by event. What it writes are whole events of the client's
 * dialect. After the end or a failure it writes nothing more.
 */
public final class StreamTranslation {

	private final StreamDecoder decoder;

	private final StreamEncoder encoder;

	private final JsonWriter out = new JsonWriter();

	private final Consumer<ChatEvent> sink;

	private boolean over;

	StreamTranslation(StreamDecoder decoder, StreamEncoder encoder, Reversal reversal) {
		this.decoder = decoder;
		this.encoder = encoder;
		Consumer<ChatEvent> whole = new WholeCharacters(this::write);
		this.sink = reversal.nothing() ? whole : new ReversedEvents(reversal, whole);
	}

	/**
	 * Translates an event.
	 * @param event one whole event of the provider's stream; its indices are not changed
	 * @param to takes the client's events, none, one or several
	 */
	public void translate(ByteBuf event, ByteBuf to) {
		if (this.over) {
			return;
		}
		try {
			this.decoder.decode(event, this.sink);
		}
		catch (JacksonException ex) {
			this.sink.accept(new ChatEvent.Failed(Crossing.unreadable(ex)));
		}
		catch (GatewayException ex) {
			this.sink.accept(new ChatEvent.Failed(ex));
		}
		this.out.drainTo(to);
	}

	/**
	 * The provider's stream ended: writes the client's proper end, or, when the provider
	 * had not finished, its error event.
	 * @param to takes the client's events
	 */
	public void end(ByteBuf to) {
		if (!this.over) {
			this.decoder.end(this.sink);
			this.out.drainTo(to);
		}
	}

	/**
	 * The gateway breaks the stream off.
	 * @param failure what to tell the client
	 * @param to takes the client's error event
	 */
	public void fail(GatewayException failure, ByteBuf to) {
		this.sink.accept(new ChatEvent.Failed(failure));
		this.out.drainTo(to);
	}

	/**
	 * Whether the client was told the end or a failure.
	 * @return true when nothing more will be written
	 */
	public boolean over() {
		return this.over;
	}

	private void write(ChatEvent event) {
		if (!this.over) {
			this.over = event instanceof ChatEvent.Ended || event instanceof ChatEvent.Failed;
			this.encoder.encode(event, this.out);
		}
	}

}
