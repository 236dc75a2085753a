package dev.sluice.chat;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/** The codecs of all chat dialects. */
public final class DialectCodecs implements Passages {

	/** What says most comes first. */
	private static final List<Dialect> PREFERRED = List.of(Dialect.GEMINI_GENERATE, Dialect.OLLAMA_CHAT,
			Dialect.OPENAI_CHAT, Dialect.ANTHROPIC_MESSAGES, Dialect.OPENAI_RESPONSES, Dialect.OPENAI_COMPLETIONS);

	private final Map<Dialect, DialectCodec> byDialect = new EnumMap<>(Dialect.class);

	private final ThoughtMemory memory = new ThoughtMemory();

	/**
	 * Gathers codecs.
	 * @param codecs one per dialect
	 * @throws IllegalArgumentException when two serve the same dialect
	 */
	public DialectCodecs(Collection<? extends DialectCodec> codecs) {
		for (DialectCodec codec : codecs) {
			DialectCodec other = this.byDialect.put(codec.dialect(), codec);
			if (other != null) {
				throw new IllegalArgumentException("Two codecs serve the dialect '" + codec.dialect().id() + "': "
						+ other.getClass().getName() + " and " + codec.getClass().getName() + ". Keep one of them.");
			}
		}
	}

	/**
	 * The codec of a dialect.
	 * @param dialect the dialect
	 * @return the codec, or null when calls of that dialect cannot cross
	 */
	public @Nullable DialectCodec find(Dialect dialect) {
		return this.byDialect.get(dialect);
	}

	@Override
	public List<Passage> from(Dialect client) {
		DialectCodec from = this.byDialect.get(client);
		if (from == null) {
			return List.of();
		}
		return PREFERRED.stream()
			.map(this.byDialect::get)
			.filter((to) -> to != null && to != from)
			.<Passage>map((to) -> new ChatPassage(from, to, this.memory))
			.toList();
	}

	/**
	 * The dialects that can be crossed.
	 * @return in the order of {@link Dialect}
	 */
	public Set<Dialect> dialects() {
		return Set.copyOf(this.byDialect.keySet());
	}

}
