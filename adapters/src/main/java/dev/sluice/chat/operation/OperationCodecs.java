package dev.sluice.chat.operation;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Passage;
import dev.sluice.chat.Passages;

/**
 * All codecs of one operation.
 *
 * @param <Q> the operation's neutral request
 * @param <A> its neutral answer
 */
public final class OperationCodecs<Q, A> implements Passages {

	private final List<? extends OperationCodec<Q, A>> codecs;

	/**
	 * Gathers codecs.
	 * @param codecs one a dialect; where a provider speaks several, the first of them is
	 * used
	 */
	public OperationCodecs(List<? extends OperationCodec<Q, A>> codecs) {
		this.codecs = List.copyOf(codecs);
	}

	@Override
	public List<Passage> from(Dialect client) {
		return this.codecs.stream()
			.filter((codec) -> codec.dialect() == client)
			.flatMap((from) -> this.codecs.stream()
				.filter((to) -> to != from)
				.<Passage>map((to) -> new WholePassage<>(from, to)))
			.toList();
	}

}
