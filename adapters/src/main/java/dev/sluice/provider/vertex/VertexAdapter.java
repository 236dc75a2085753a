package dev.sluice.provider.vertex;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.Credentials;
import dev.sluice.provider.GeminiPath;
import dev.sluice.provider.PathTableAdapter;
import dev.sluice.provider.RequestChanges;
import dev.sluice.provider.UpstreamQuery;
import dev.sluice.provider.quirk.QuirkChanges;
import dev.sluice.wire.MemberChange;
import dev.sluice.wire.MemberRules;

/**
 * Talks to Vertex AI: to Gemini and Claude in their own dialects, and to every model of
 * its OpenAI-compatible endpoint. Authenticates with a service account, or with an access
 * token that the operator renews.
 */
public class VertexAdapter extends PathTableAdapter {

	private static final String SERVICE_ACCOUNT = "service-account-file";

	/** Claude's model stands in the path, and its version in the body. */
	private static final MemberRules WITHOUT_MODEL = new MemberRules().add("model", (text) -> MemberChange.CUT);

	private static final String ANTHROPIC_VERSION = "\"anthropic_version\":\"vertex-2023-10-16\",";

	private final Clock clock;

	private final Map<String, ServiceAccountTokens> tokens = new ConcurrentHashMap<>();

	/**
	 * Creates the adapter.
	 * @param clock tells when tokens are due
	 */
	public VertexAdapter(Clock clock) {
		super("vertex", Map.of(Dialect.OPENAI_CHAT, "/endpoints/openapi/chat/completions"));
		this.clock = clock;
	}

	@Override
	public void prepare(Provider provider, @Nullable Secret key) {
		String file = provider.setting(SERVICE_ACCOUNT);
		if (file != null) {
			this.tokens.put(provider.name(), ServiceAccountTokens.read(file, this.clock));
		}
		else if (key == null) {
			throw new IllegalStateException("Provider '" + provider.name()
					+ "' has no credential. Set sluice.providers." + provider.name() + ".settings." + SERVICE_ACCOUNT
					+ " to a service account's JSON key, or give an access token as the API key.");
		}
	}

	@Override
	public boolean speaks(Provider provider, Dialect dialect) {
		boolean own = GeminiPath.carries(dialect) || dialect == Dialect.ANTHROPIC_MESSAGES;
		return own ? provider.dialects().contains(dialect) : super.speaks(provider, dialect);
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		String place = "/v1/projects/" + provider.setting("project") + "/locations/" + provider.setting("region");
		if (call.dialect() == Dialect.ANTHROPIC_MESSAGES) {
			String model = UriUtils.encode(String.valueOf(target.model()), StandardCharsets.UTF_8);
			return place + "/publishers/anthropic/models/" + model
					+ (call.envelope().stream() ? ":streamRawPredict" : ":rawPredict")
					+ UpstreamQuery.of(call.rawQuery());
		}
		return GeminiPath.carries(call.dialect())
				? GeminiPath.of(call, target.model(), place + "/publishers/google/models/")
				: place + super.path(provider, call, target);
	}

	@Override
	public void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key) {
		ServiceAccountTokens account = this.tokens.get(provider.name());
		Credentials.set(headers, provider.auth(), (key != null || account == null) ? key : account.current());
	}

	@Override
	public List<Splice> splices(Provider provider, ClientCall call, Target target, long outputCap) {
		if (call.dialect() == Dialect.ANTHROPIC_MESSAGES) {
			QuirkChanges changes = QuirkChanges.of(call, WITHOUT_MODEL);
			return RequestChanges.of(changes.call(), null, outputCap, outputField(call.dialect()), changes.splices(),
					ANTHROPIC_VERSION);
		}
		String counted = (call.dialect() == Dialect.GEMINI_COUNT_TOKENS) ? CountedContents.bare(call) : null;
		if (counted != null) {
			return List.of(Splice.replace(new Span(0, (int) call.body().length()), counted));
		}
		String model = target.model();
		boolean published = model == null || model.indexOf('/') != -1 || GeminiPath.carries(call.dialect());
		return RequestChanges.of(call, published ? model : "google/" + model, outputCap, outputField(call.dialect()));
	}

}
