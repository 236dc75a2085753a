package dev.sluice.provider.ollama;

import java.util.Map;

import dev.sluice.call.Dialect;
import dev.sluice.provider.PathTableAdapter;

/** Talks to an Ollama server, in its own dialect and in those that it copies. */
public class OllamaAdapter extends PathTableAdapter {

	/** Creates the adapter. */
	public OllamaAdapter() {
		super("ollama",
				Map.of(Dialect.OLLAMA_CHAT, "/api/chat", Dialect.OLLAMA_EMBED, "/api/embed", Dialect.OPENAI_CHAT,
						"/v1/chat/completions", Dialect.OPENAI_COMPLETIONS, "/v1/completions", Dialect.OPENAI_RESPONSES,
						"/v1/responses", Dialect.OPENAI_EMBEDDINGS, "/v1/embeddings", Dialect.OPENAI_MODELS,
						"/v1/models", Dialect.ANTHROPIC_MESSAGES, "/v1/messages"));
	}

}
