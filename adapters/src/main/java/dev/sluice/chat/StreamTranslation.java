package dev.sluice.chat;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
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

	private final boolean whole;

	private boolean over;

	private boolean content;

	private int finished;

	private Usage usage = Usage.UNKNOWN;

	private @Nullable String servedModel;

	private @Nullable GatewayException failure;

	StreamTranslation(StreamDecoder decoder, StreamEncoder encoder, Reversal reversal) {
		this(decoder, encoder, reversal, false);
	}

	/**
	 * Translates to one whole answer, which has content only at its end.
	 */
	StreamTranslation(StreamDecoder decoder, StreamEncoder encoder, Reversal reversal, boolean whole) {
		this.whole = whole;
		this.decoder = decoder;
		this.encoder = encoder;
		Consumer<ChatEvent> uncut = new WholeCharacters(this::write);
		this.sink = reversal.nothing() ? uncut : new ReversedEvents(reversal, uncut);
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
	 * The provider says nothing more, though its stream has not ended as it should:
	 * writes the client's proper end when all was told but an end mark, else nothing.
	 * @param to takes the client's events
	 * @return whether the client was told the proper end, now or before
	 */
	public boolean endIfTold(ByteBuf to) {
		if (!this.over) {
			this.decoder.end((event) -> {
				if (!(event instanceof ChatEvent.Failed)) {
					this.sink.accept(event);
				}
			});
			this.out.drainTo(to);
		}
		return this.over && this.failure == null;
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

	/**
	 * How many of the answers have told how they ended. What may follow is usage and an
	 * end mark.
	 * @return 0 while the first goes on
	 */
	public int finished() {
		return this.finished;
	}

	/**
	 * Whether anything was told that a client waits for.
	 * @return false while nothing but the beginning was
	 */
	public boolean hasContent() {
		return this.whole ? this.over : this.content;
	}

	/**
	 * The tokens that the provider told.
	 * @return the last told
	 */
	public Usage usage() {
		return this.usage;
	}

	/**
	 * The model that the provider says answers.
	 * @return its name, or null when not told
	 */
	public @Nullable String servedModel() {
		return this.servedModel;
	}

	/**
	 * Why the stream failed.
	 * @return what the client was told, or null when it did not fail
	 */
	public @Nullable GatewayException failure() {
		return this.failure;
	}

	private void note(ChatEvent event) {
		if (event instanceof ChatEvent.Started started) {
			this.servedModel = started.model();
		}
		else if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Failed failed) {
			this.failure = failed.failure();
		}
		else {
			this.content = true;
			this.finished += (event instanceof ChatEvent.Finished) ? 1 : 0;
		}
	}

	private void write(ChatEvent event) {
		if (!this.over) {
			note(event);
			this.over = event instanceof ChatEvent.Ended || event instanceof ChatEvent.Failed;
			this.encoder.encode(event, this.out);
		}
	}

}
