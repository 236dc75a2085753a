package dev.sluice.chat;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;

/** The way of chats from one dialect to another. */
public final class ChatPassage implements Passage {

	private final DialectCodec from;

	private final ProviderCodec to;

	private final ThoughtMemory memory;

	/**
	 * A way that remembers nothing.
	 * @param from the codec of the client's dialect
	 * @param to the codec of what the provider speaks
	 */
	public ChatPassage(DialectCodec from, ProviderCodec to) {
		this(from, to, new ThoughtMemory());
	}

	ChatPassage(DialectCodec from, ProviderCodec to, ThoughtMemory memory) {
		this.from = from;
		this.to = to;
		this.memory = memory;
	}

	@Override
	public Dialect upstream() {
		return this.to.dialect();
	}

	@Override
	public Crossing begin(byte[] body, Envelope envelope, TargetModel target, boolean strict) {
		ChatRequest request = this.from.readRequest(body, envelope);
		boolean remembered = ThoughtMemory.concerns(upstream(), target, request);
		ProviderCodec provider = remembered ? new RememberingCodec(this.to, this.memory, request) : this.to;
		ChatRequest asked = remembered ? this.memory.recall(request) : request;
		Crossing crossing = ChatCrossing.begin(this.from, provider, asked, target, strict);
		return this.to.later() ? new LaterCrossing(crossing, this.to) : crossing;
	}

}
