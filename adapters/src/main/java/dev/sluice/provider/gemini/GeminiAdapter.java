package dev.sluice.provider.gemini;

import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Secret;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.catalog.Provider.AuthStyle;
import dev.sluice.provider.Credentials;
import dev.sluice.provider.GeminiPath;
import dev.sluice.provider.PathTableAdapter;

/** Talks to Google Gemini, in its own dialect and at its OpenAI-compatible endpoint. */
public class GeminiAdapter extends PathTableAdapter {

	/** Creates the adapter. */
	public GeminiAdapter() {
		super("gemini",
				Map.of(Dialect.OPENAI_CHAT, "/v1beta/openai/chat/completions", Dialect.OPENAI_EMBEDDINGS,
						"/v1beta/openai/embeddings", Dialect.OPENAI_IMAGES, "/v1beta/openai/images/generations",
						Dialect.OPENAI_MODELS, "/v1beta/openai/models"));
	}

	@Override
	public boolean speaks(Provider provider, Dialect dialect) {
		return GeminiPath.carries(dialect) ? provider.dialects().contains(dialect) : super.speaks(provider, dialect);
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		return GeminiPath.carries(call.dialect()) ? GeminiPath.of(call, target.model())
				: super.path(provider, call, target);
	}

	@Override
	public void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key) {
		boolean compatible = call.dialect().family() == DialectFamily.OPENAI;
		Credentials.set(headers, compatible ? AuthStyle.BEARER : provider.auth(), key);
	}

}
