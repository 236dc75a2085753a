package dev.sluice.chat.operation;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.Passage;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

/** The way of an operation's calls from one dialect to another. */
record WholePassage<Q, A>(ClientSide<Q, A> from, ProviderSide<Q, A> to) implements Passage {

	@Override
	public Dialect upstream() {
		return this.to.dialect();
	}

	@Override
	public Crossing begin(byte[] body, Envelope envelope, TargetModel target, boolean strict) {
		Q request = this.from.readRequest(body, envelope);
		WrittenRequest written = this.to.writeRequest(request, target);
		if (strict) {
			written.dropped().refuse();
		}
		return new WholeCrossing<>(this.from, this.to, request, written);
	}

}
