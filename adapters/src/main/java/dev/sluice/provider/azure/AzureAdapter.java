package dev.sluice.provider.azure;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.PathTableAdapter;
import dev.sluice.provider.UpstreamQuery;

/**
 * Talks to Azure OpenAI. With the setting {@code api-version} calls go to the deployment
 * that the model names, as Azure's older API wants it; without one to the {@code v1} API,
 * which takes the deployment as the model.
 */
public class AzureAdapter extends PathTableAdapter {

	/** The setting that chooses the API with deployments in its paths. */
	static final String API_VERSION = "api-version";

	private static final Set<Dialect> WITHOUT_DEPLOYMENT = Set.of(Dialect.OPENAI_RESPONSES, Dialect.OPENAI_MODELS);

	/** Creates the adapter. */
	public AzureAdapter() {
		super("azure",
				Map.of(Dialect.OPENAI_CHAT, "/chat/completions", Dialect.OPENAI_COMPLETIONS, "/completions",
						Dialect.OPENAI_RESPONSES, "/responses", Dialect.OPENAI_EMBEDDINGS, "/embeddings",
						Dialect.OPENAI_IMAGES, "/images/generations", Dialect.OPENAI_IMAGE_EDITS, "/images/edits",
						Dialect.OPENAI_SPEECH, "/audio/speech", Dialect.OPENAI_TRANSCRIPTIONS, "/audio/transcriptions",
						Dialect.OPENAI_TRANSLATIONS, "/audio/translations", Dialect.OPENAI_MODELS, "/models"));
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		String version = provider.setting(API_VERSION);
		String path = pathOf(provider, call.dialect());
		if (version == null) {
			return "/openai/v1" + path + UpstreamQuery.of(call.rawQuery());
		}
		String deployment = WITHOUT_DEPLOYMENT.contains(call.dialect()) ? ""
				: "/deployments/" + UriUtils.encode(deployment(target), StandardCharsets.UTF_8);
		return "/openai" + deployment + path + withVersion(UpstreamQuery.of(call.rawQuery()), version);
	}

	@Override
	protected @Nullable String outputField(Dialect dialect) {
		return (dialect == Dialect.OPENAI_CHAT) ? "max_completion_tokens" : super.outputField(dialect);
	}

	private static String deployment(Target target) {
		String model = target.model();
		if (model == null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Provider " + target.provider() + " needs the name of a deployment. Give it as the model.");
		}
		return model;
	}

	/** Clients made for Azure send a version of their own. */
	private static String withVersion(String query, String version) {
		if (query.contains("?api-version=") || query.contains("&api-version=")) {
			return query;
		}
		return "?api-version=" + version + (query.isEmpty() ? "" : "&" + query.substring(1));
	}

}
