package dev.sluice.chat;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;

/**
 * The way of chats from one dialect to another.
 *
 * @param from the codec of the client's dialect
 * @param to the codec of what the provider speaks
 */
public record ChatPassage(DialectCodec from, DialectCodec to) implements Passage {

	@Override
	public Dialect upstream() {
		return this.to.dialect();
	}

	@Override
	public Crossing begin(byte[] body, Envelope envelope, TargetModel target, boolean strict) {
		Crossing crossing = ChatCrossing.begin(this.from, this.to, this.from.readRequest(body, envelope), target,
				strict);
		return this.to.later() ? new LaterCrossing(crossing, this.to) : crossing;
	}

}
