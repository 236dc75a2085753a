package dev.sluice.provider.simulated;

import java.util.Map;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.GeminiPath;
import dev.sluice.provider.PathTableAdapter;

/**
 * Talks to the simulated provider, which serves every dialect at that dialect's own path.
 */
public class SimulatedAdapter extends PathTableAdapter {

	private static final Map<Dialect, String> PATHS = Map.ofEntries(
			Map.entry(Dialect.OPENAI_CHAT, "/v1/chat/completions"),
			Map.entry(Dialect.OPENAI_COMPLETIONS, "/v1/completions"),
			Map.entry(Dialect.OPENAI_RESPONSES, "/v1/responses"),
			Map.entry(Dialect.OPENAI_INPUT_TOKENS, "/v1/responses/input_tokens"),
			Map.entry(Dialect.OPENAI_EMBEDDINGS, "/v1/embeddings"),
			Map.entry(Dialect.OPENAI_IMAGES, "/v1/images/generations"),
			Map.entry(Dialect.OPENAI_IMAGE_EDITS, "/v1/images/edits"),
			Map.entry(Dialect.OPENAI_SPEECH, "/v1/audio/speech"),
			Map.entry(Dialect.OPENAI_TRANSCRIPTIONS, "/v1/audio/transcriptions"),
			Map.entry(Dialect.OPENAI_TRANSLATIONS, "/v1/audio/translations"),
			Map.entry(Dialect.OPENAI_MODERATIONS, "/v1/moderations"), Map.entry(Dialect.OPENAI_RERANK, "/v1/rerank"),
			Map.entry(Dialect.MISTRAL_MODERATIONS, "/mistral/v1/moderations"),
			Map.entry(Dialect.VOYAGE_RERANK, "/voyage/v1/rerank"), Map.entry(Dialect.TEI_RERANK, "/tei/rerank"),
			Map.entry(Dialect.OPENAI_MODELS, "/v1/models"), Map.entry(Dialect.ANTHROPIC_MESSAGES, "/v1/messages"),
			Map.entry(Dialect.ANTHROPIC_COUNT_TOKENS, "/v1/messages/count_tokens"),
			Map.entry(Dialect.ANTHROPIC_MODELS, "/v1/models"), Map.entry(Dialect.ANTHROPIC_HELLO, "/api/hello"),
			Map.entry(Dialect.OLLAMA_CHAT, "/api/chat"), Map.entry(Dialect.OLLAMA_EMBED, "/api/embed"),
			Map.entry(Dialect.REPLICATE_PREDICTIONS, "/v1/predictions"));

	/** Creates the adapter. */
	public SimulatedAdapter() {
		super(Catalogue.SIMULATED, PATHS);
	}

	@Override
	public boolean speaks(Provider provider, Dialect dialect) {
		return true;
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		return GeminiPath.carries(call.dialect()) ? GeminiPath.of(call, target.model())
				: super.path(provider, call, target);
	}

}
