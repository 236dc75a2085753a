package dev.sluice.chat;

import java.util.List;

import dev.sluice.call.Dialect;

/** The passages of calls that want one kind of thing done, such as embeddings. */
@FunctionalInterface
public interface Passages {

	/**
	 * Where calls of a client can go.
	 * @param client the client's dialect
	 * @return the ways to other dialects, the one that says most first; empty when calls
	 * of that dialect are none of this kind
	 */
	List<Passage> from(Dialect client);

}
