package dev.sluice.provider;

import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Secret;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.quirk.QuirkChanges;

/**
 * An adapter for upstreams with one path per dialect, whose requests are the client's but
 * for the model, our own fields and the output cap. Adapters with quirks override what
 * differs.
 */
public abstract class PathTableAdapter implements ProviderAdapter {

	private final String type;

	private final Map<Dialect, String> paths;

	/**
	 * Creates an adapter.
	 * @param type the name by which catalogue entries choose it
	 * @param paths the path of each dialect, behind the base URL
	 */
	protected PathTableAdapter(String type, Map<Dialect, String> paths) {
		this.type = type;
		this.paths = Map.copyOf(paths);
	}

	@Override
	public final String type() {
		return this.type;
	}

	@Override
	public boolean speaks(Provider provider, Dialect dialect) {
		return (this.paths.containsKey(dialect) || provider.traits().paths().containsKey(dialect))
				&& provider.dialects().contains(dialect);
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		return pathOf(provider, call.dialect()) + UpstreamQuery.of(call.rawQuery());
	}

	@Override
	public void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key) {
		Credentials.set(headers, provider.auth(), key);
		if (call.dialect().family() == DialectFamily.ANTHROPIC) {
			Credentials.anthropicVersion(headers);
		}
	}

	@Override
	public List<Splice> splices(Provider provider, ClientCall call, Target target, long outputCap) {
		if (provider.traits().quirks().isEmpty()) {
			return RequestChanges.of(call, target.model(), outputCap, outputField(call.dialect()));
		}
		QuirkChanges changes = QuirkChanges.of(call, provider.traits().quirks());
		return RequestChanges.of(changes.call(), target.model(), outputCap, outputField(call.dialect()),
				changes.splices(), changes.members());
	}

	/**
	 * The path of a dialect: the entry's own, else that of the table.
	 * @param provider the catalogue entry
	 * @param dialect one that the provider speaks
	 * @return the path behind the base URL
	 */
	protected final String pathOf(Provider provider, Dialect dialect) {
		String own = provider.traits().paths().get(dialect);
		return (own != null) ? own : usualPath(provider, dialect);
	}

	/**
	 * The path of a dialect at a provider whose entry names none.
	 * @param provider the catalogue entry
	 * @param dialect one that the provider speaks
	 * @return the table's path
	 */
	protected String usualPath(Provider provider, Dialect dialect) {
		String path = this.paths.get(dialect);
		if (path == null) {
			throw new IllegalStateException("no path for " + dialect.id() + " at providers of type " + this.type);
		}
		return path;
	}

	/**
	 * The field that caps the output, to be inserted when the client set none.
	 * @param dialect the client's dialect
	 * @return its name, with that of the object around it and a dot before it when it is
	 * nested; null when the dialect has no such field
	 */
	protected @Nullable String outputField(Dialect dialect) {
		return switch (dialect) {
			case OPENAI_CHAT, OPENAI_COMPLETIONS, ANTHROPIC_MESSAGES -> "max_tokens";
			case OPENAI_RESPONSES -> "max_output_tokens";
			case GEMINI_GENERATE -> "generationConfig.maxOutputTokens";
			case OLLAMA_CHAT -> "options.num_predict";
			default -> null;
		};
	}

}
