package dev.sluice.catalog;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What an operator sets for one provider. For a name that the catalogue knows, it changes
 * that entry; for another name it declares a provider.
 *
 * @param enabled false removes the provider; true switches one that needs no credential
 * on at its usual address; unset, it is on once its credential or address is
 * @param type the adapter: openai-compatible, openai, anthropic, gemini or ollama; that
 * of the catalogue, or openai-compatible
 * @param baseUrl address of the provider, http or https, without user, query or fragment;
 * goes before environment variables, and is required for providers that the catalogue
 * does not know
 * @param apiKey credential sent to the provider; goes before environment variables
 * @param keyEnv environment variable that holds the credential, asked before the usual
 * ones
 * @param auth how the credential is sent: bearer, x-api-key, x-goog-api-key, api-key or
 * none; that of the catalogue, or bearer
 * @param tier official, community, unofficial or local; that of the catalogue, or
 * community
 * @param keyless whether the provider answers without a credential; that of the
 * catalogue, or false
 * @param dialects wire formats it speaks, such as openai-chat; those of the catalogue, or
 * every OpenAI one
 * @param models names of models to list besides those of the catalogue; others are passed
 * on all the same
 * @param enableModels patterns of the only models that may be used, such as gpt-4*; all
 * unless set
 * @param disableModels patterns of models that are neither listed nor used; none unless
 * set, and stronger than enable-models
 * @param listsModels how the provider lists its models, which are then listed live:
 * openai, ollama or none; that of the catalogue, or openai
 * @param quirks how the provider deviates from the dialects that it copies, in the place
 * of what the catalogue says
 * @param settings values of the settings that its catalogue entry asks for, such as
 * account or region
 * @param description a YAML file that describes the API of a provider of type custom
 */
public record ProviderProperties(@Nullable Boolean enabled, @Nullable String type, @Nullable String baseUrl,
		@Nullable String apiKey, @Nullable String keyEnv, @Nullable String auth, @Nullable String tier,
		@Nullable Boolean keyless, @Nullable List<String> dialects, @Nullable List<String> models,
		@Nullable List<String> enableModels, @Nullable List<String> disableModels, @Nullable String listsModels,
		@Nullable List<String> quirks, @Nullable Map<String, String> settings, @Nullable String description) {

	@Override
	public String toString() {
		return "ProviderProperties[****]";
	}

}
