package dev.sluice.resolve;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapters;

/**
 * In which dialect a provider is spoken to: the client's own, else the one that says most
 * among those that both sides can be translated to.
 */
public final class Crossings {

	private static final List<Dialect> PREFERRED = List.of(Dialect.GEMINI_GENERATE, Dialect.OLLAMA_CHAT,
			Dialect.OPENAI_CHAT, Dialect.ANTHROPIC_MESSAGES, Dialect.OPENAI_RESPONSES, Dialect.OPENAI_COMPLETIONS);

	private final DialectCodecs codecs;

	private final ProviderAdapters adapters;

	/**
	 * Creates the rule.
	 * @param codecs the dialects that can be translated
	 * @param adapters tell what providers speak
	 */
	public Crossings(DialectCodecs codecs, ProviderAdapters adapters) {
		this.codecs = codecs;
		this.adapters = adapters;
	}

	/**
	 * Whether a provider can be asked.
	 * @param provider the catalogue entry
	 * @param client the client's dialect
	 * @return true when the provider speaks it, or the call can cross to what it speaks
	 */
	public boolean reaches(Provider provider, Dialect client) {
		return this.adapters.of(provider).speaks(provider, client) || other(provider, client) != null;
	}

	/**
	 * The codec to cross to.
	 * @param provider the catalogue entry
	 * @param client the client's dialect
	 * @return the codec of what the provider speaks, or null when no crossing is needed
	 */
	public @Nullable DialectCodec upstream(Provider provider, Dialect client) {
		return this.adapters.of(provider).speaks(provider, client) ? null : other(provider, client);
	}

	private @Nullable DialectCodec other(Provider provider, Dialect client) {
		if (this.codecs.find(client) == null) {
			return null;
		}
		ProviderAdapter adapter = this.adapters.of(provider);
		DialectCodec own = adapter.codec(provider);
		if (own != null) {
			return own;
		}
		for (Dialect dialect : PREFERRED) {
			DialectCodec codec = this.codecs.find(dialect);
			if (codec != null && adapter.speaks(provider, dialect)) {
				return codec;
			}
		}
		return null;
	}

	/**
	 * The codec of a client whose call crosses.
	 * @param dialect the client's dialect
	 * @return its codec
	 */
	public DialectCodec client(Dialect dialect) {
		DialectCodec codec = this.codecs.find(dialect);
		if (codec == null) {
			throw new IllegalArgumentException("no codec for " + dialect.id());
		}
		return codec;
	}

}
