package dev.sluice.provider.anthropic;

import java.util.Map;

import dev.sluice.call.Dialect;
import dev.sluice.provider.PathTableAdapter;

/**
 * Talks to Anthropic and to what copies its API. Version and betas are the client's own.
 */
public class AnthropicAdapter extends PathTableAdapter {

	/** Creates the adapter. */
	public AnthropicAdapter() {
		super("anthropic", Map.of(Dialect.ANTHROPIC_MESSAGES, "/v1/messages", Dialect.ANTHROPIC_COUNT_TOKENS,
				"/v1/messages/count_tokens", Dialect.ANTHROPIC_MODELS, "/v1/models"));
	}

}
