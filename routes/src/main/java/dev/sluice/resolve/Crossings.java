package dev.sluice.resolve;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Operation;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.ChatPassage;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.Passage;
import dev.sluice.chat.Passages;
import dev.sluice.chat.ProviderCodec;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapters;

/**
 * In which dialect a provider is spoken to: the client's own, else the one that says most
 * among those that both sides can be translated to.
 */
public final class Crossings {

	private final DialectCodecs chats;

	private final Map<Dialect, List<Passage>> passages = new EnumMap<>(Dialect.class);

	private final ProviderAdapters adapters;

	/**
	 * Creates the rule.
	 * @param chats the dialects between which chats can be translated
	 * @param operations the same of all other operations
	 * @param adapters tell what providers speak
	 */
	public Crossings(DialectCodecs chats, List<? extends Passages> operations, ProviderAdapters adapters) {
		this.chats = chats;
		this.adapters = adapters;
		List<Passages> all = Stream.concat(Stream.of(chats), operations.stream()).distinct().toList();
		for (Dialect client : Dialect.values()) {
			this.passages.put(client, all.stream().flatMap((some) -> some.from(client).stream()).toList());
		}
	}

	/**
	 * Whether a provider can be asked.
	 * @param provider the catalogue entry
	 * @param client the client's dialect
	 * @return true when the provider speaks it, the call can cross to what it speaks, or
	 * the gateway can do what is asked itself
	 */
	public boolean reaches(Provider provider, Dialect client) {
		return this.adapters.of(provider).speaks(provider, client) || other(provider, client) != null
				|| client.operation() == Operation.COUNT_TOKENS;
	}

	/**
	 * Whether the gateway counts the tokens of a request itself.
	 * @param provider the catalogue entry
	 * @param client the client's dialect
	 * @return true when a count is asked for, and the provider has no endpoint for it
	 */
	public boolean countsHere(Provider provider, Dialect client) {
		return client.operation() == Operation.COUNT_TOKENS && !this.adapters.of(provider).speaks(provider, client)
				&& other(provider, client) == null;
	}

	/**
	 * The way that a call crosses.
	 * @param provider the catalogue entry
	 * @param client the client's dialect
	 * @return the way to what the provider speaks, or null when no crossing is needed
	 */
	public @Nullable Passage passage(Provider provider, Dialect client) {
		return this.adapters.of(provider).speaks(provider, client) ? null : other(provider, client);
	}

	private @Nullable Passage other(Provider provider, Dialect client) {
		ProviderAdapter adapter = this.adapters.of(provider);
		ProviderCodec own = adapter.codec(provider);
		if (own != null) {
			DialectCodec from = this.chats.find(client);
			return (from != null) ? new ChatPassage(from, own) : null;
		}
		for (Passage passage : this.passages.getOrDefault(client, List.of())) {
			if (adapter.speaks(provider, passage.upstream())) {
				return passage;
			}
		}
		return null;
	}

}
