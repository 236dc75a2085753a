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

	private final List<? extends ClientSide<Q, A>> clients;

	private final List<? extends ProviderSide<Q, A>> providers;

	/**
	 * Gathers codecs of dialects that both sides speak.
	 * @param codecs one a dialect; where a provider speaks several, the first of them is
	 * used
	 */
	public OperationCodecs(List<? extends OperationCodec<Q, A>> codecs) {
		this(codecs, codecs);
	}

	/**
	 * Gathers codecs.
	 * @param clients one for each dialect of clients
	 * @param providers one for each dialect of providers; where a provider speaks
	 * several, the first of them is used
	 */
	public OperationCodecs(List<? extends ClientSide<Q, A>> clients, List<? extends ProviderSide<Q, A>> providers) {
		this.clients = List.copyOf(clients);
		this.providers = List.copyOf(providers);
	}

	@Override
	public List<Passage> from(Dialect client) {
		return this.clients.stream()
			.filter((from) -> from.dialect() == client)
			.flatMap((from) -> this.providers.stream()
				.filter((to) -> to.dialect() != client)
				.<Passage>map((to) -> new WholePassage<>(from, to)))
			.toList();
	}

}
