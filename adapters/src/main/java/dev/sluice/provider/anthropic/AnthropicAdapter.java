package dev.sluice.provider.anthropic;

import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Secret;
import dev.sluice.catalog.Provider;
import dev.sluice.catalog.Provider.AuthStyle;
import dev.sluice.provider.Credentials;
import dev.sluice.provider.PathTableAdapter;

/**
 * Talks to Anthropic and to what copies its API. Version and betas are the client's own.
 * An entry that lists {@code openai-chat} gets OpenAI chats at the compatible endpoint,
 * as OpenAI's clients would send them; otherwise they are translated.
 */
public class AnthropicAdapter extends PathTableAdapter {

	/** Creates the adapter. */
	public AnthropicAdapter() {
		super("anthropic",
				Map.of(Dialect.ANTHROPIC_MESSAGES, "/v1/messages", Dialect.ANTHROPIC_COUNT_TOKENS,
						"/v1/messages/count_tokens", Dialect.ANTHROPIC_MODELS, "/v1/models", Dialect.OPENAI_CHAT,
						"/v1/chat/completions"));
	}

	@Override
	public void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key) {
		if (call.dialect().family() == DialectFamily.OPENAI) {
			Credentials.set(headers, AuthStyle.BEARER, key);
		}
		else {
			super.headers(provider, call, headers, key);
		}
	}

}
