package dev.sluice.provider;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdapterPathTests {

	private final ProviderAdapters adapters = TestProviders.adapters();

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = {
			"openai,     openai-chat,            -, https://api.openai.com/v1/chat/completions",
			"openai,     openai-responses,       -, https://api.openai.com/v1/responses",
			"openai,     openai-image-edits,     -, https://api.openai.com/v1/images/edits",
			"openai,     openai-transcriptions,  -, https://api.openai.com/v1/audio/transcriptions",
			"openai,     openai-models,          -, https://api.openai.com/v1/models",
			"openrouter, openai-chat,            -, https://openrouter.ai/api/v1/chat/completions",
			"openrouter, anthropic-messages,     -, https://openrouter.ai/api/v1/messages",
			"anthropic,  anthropic-messages,     beta=true, https://api.anthropic.com/v1/messages?beta=true",
			"anthropic,  anthropic-count-tokens, provider=anthropic, https://api.anthropic.com/v1/messages/count_tokens",
			"gemini,     openai-chat,            -, https://generativelanguage.googleapis.com/v1beta/openai/chat/completions",
			"gemini,     openai-embeddings,      -, https://generativelanguage.googleapis.com/v1beta/openai/embeddings",
			"ollama,     ollama-chat,            -, http://localhost:11434/api/chat",
			"ollama,     openai-chat,            -, http://localhost:11434/v1/chat/completions",
			"ollama,     anthropic-messages,     -, http://localhost:11434/v1/messages",
			"groq,       openai-chat,            -, https://api.groq.com/openai/v1/chat/completions",
			"perplexity, openai-chat,            -, https://api.perplexity.ai/chat/completions",
			"deepseek,   openai-chat,            -, https://api.deepseek.com/v1/chat/completions",
			"deepseek,   anthropic-messages,     -, https://api.deepseek.com/anthropic/v1/messages",
			"moonshot,   openai-chat,            -, https://api.moonshot.ai/v1/chat/completions",
			"zai,        openai-chat,            -, https://api.z.ai/api/paas/v4/chat/completions",
			"zai,        anthropic-messages,     -, https://api.z.ai/api/anthropic/v1/messages",
			"cohere,     openai-chat,            -, https://api.cohere.ai/compatibility/v1/chat/completions",
			"cohere,     openai-rerank,          -, https://api.cohere.ai/v2/rerank",
			"qwen,       openai-chat,            -, https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions",
			"simulated,  openai-embeddings,      -, http://127.0.0.1:1/v1/embeddings" })
	void goesWhereTheProviderAnswers(String provider, String dialect, @Nullable String query, String url) {
		assertThat(url(TestProviders.catalogue(), provider, TestCall.of(dialect(dialect)).query(query).build(), "m"))
			.isEqualTo(url);
	}

	@ParameterizedTest
	@CsvSource({ "http://host:8000,           http://host:8000/v1/chat/completions",
			"http://host:8000/,               http://host:8000/v1/chat/completions",
			"http://host:8000/v1,             http://host:8000/v1/chat/completions",
			"http://host:8000/v1/,            http://host:8000/v1/chat/completions",
			"https://host/api/paas/v4,        https://host/api/paas/v4/chat/completions" })
	void joinsCompatibleAddressesWithAndWithoutVersion(String baseUrl, String url) {
		Catalogue catalogue = TestProviders.catalogue("OPENAI_BASE_URL=" + baseUrl);
		assertThat(url(catalogue, "openai", TestCall.chat("m").build(), "m")).isEqualTo(url);
	}

	@ParameterizedTest
	@CsvSource({ "gemini-2.5-flash, false, ':generateContent',       '/v1beta/models/gemini-2.5-flash:generateContent'",
			"gemini-2.5-flash,      true,  ':streamGenerateContent', '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse'",
			"'a/../b?c#d:e',        false, ':generateContent',       '/v1beta/models/a%2F..%2Fb%3Fc%23d%3Ae:generateContent'" })
	void keepsGeminisModelInItsSegment(String model, boolean stream, String verb, String path) {
		TestCall call = TestCall.of(Dialect.GEMINI_GENERATE).path("/v1beta/models/x" + verb).query("key=k");
		call = stream ? call.stream().query("alt=sse&key=secret") : call;
		Catalogue catalogue = TestProviders.catalogue();
		assertThat(url(catalogue, "gemini", call.build(), model))
			.isEqualTo("https://generativelanguage.googleapis.com" + path);
		assertThat(url(catalogue, "simulated", call.build(), model)).isEqualTo("http://127.0.0.1:1" + path);
	}

	@Test
	void tellsGeminisBatchFromOneEmbedding() {
		TestCall call = TestCall.of(Dialect.GEMINI_EMBED).path("/v1beta/models/e:batchEmbedContents");
		assertThat(url(TestProviders.catalogue(), "gemini", call.build(), "e"))
			.endsWith("/models/e:batchEmbedContents");
		call.path("/v1beta/models/e:embedContent");
		assertThat(url(TestProviders.catalogue(), "gemini", call.build(), "e")).endsWith("/models/e:embedContent");
	}

	@ParameterizedTest
	@CsvSource({ "openai, openai-chat, authorization, Bearer k", "anthropic, anthropic-messages, x-api-key, k",
			"gemini, gemini-generate, x-goog-api-key, k", "gemini, openai-chat, authorization, Bearer k",
			"openrouter, openai-chat, authorization, Bearer k", "ollama, openai-chat, authorization, Bearer k" })
	void sendsTheCredentialAsTheProviderWantsIt(String name, String dialect, String header, String value) {
		assertThat(headers(name, dialect, new DefaultHttpHeaders()).get(header)).isEqualTo(value);
	}

	@Test
	void keepsTheClientsAnthropicVersionAndAddsOneOnlyWhenThereIsNone() {
		HttpHeaders sent = new DefaultHttpHeaders().set("anthropic-version", "2026-10-21").set("anthropic-beta", "b");
		assertThat(headers("anthropic", "anthropic-messages", sent).entries()).extracting(Object::toString)
			.containsExactlyInAnyOrder("anthropic-version=2026-10-21", "anthropic-beta=b", "x-api-key=k");
		assertThat(headers("anthropic", "anthropic-messages", new DefaultHttpHeaders()).get("anthropic-version"))
			.isEqualTo("2023-06-01");
		assertThat(headers("openai", "openai-chat", new DefaultHttpHeaders()).contains("anthropic-version")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "openai, openai-chat, max_completion_tokens", "openrouter, openai-chat, max_tokens",
			"openai, openai-responses, max_output_tokens", "openai, openai-completions, max_tokens",
			"anthropic, anthropic-messages, max_tokens" })
	void capsTheOutputInTheProvidersField(String name, String dialect, String field) {
		TestCall call = TestCall.of(dialect(dialect)).model("m").body("{\"model\":\"m\"}");
		Provider provider = provider(TestProviders.catalogue(), name);
		assertThat(call.after(this.adapters.of(provider)
			.splices(provider, call.build(), new Target(name, "n", "official", null, "test"), 7)))
			.isEqualTo("{\"" + field + "\":7,\"model\":\"n\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"gemini | gemini-generate | {'contents':[]} | {'generationConfig':{'maxOutputTokens':7},'contents':[]}",
			"gemini | gemini-generate | {'generationConfig':{}} | {'generationConfig':{'maxOutputTokens':7}}",
			"gemini | gemini-generate | {'generationConfig':{'topK':1}} | {'generationConfig':{'maxOutputTokens':7,'topK':1}}",
			"gemini | gemini-generate | {'generationConfig':{'maxOutputTokens':99}} | {'generationConfig':{'maxOutputTokens':7}}",
			"ollama | ollama-chat | {'messages':[]} | {'options':{'num_predict':7},'messages':[]}",
			"ollama | ollama-chat | {'options':{'seed':1}} | {'options':{'num_predict':7,'seed':1}}" })
	void capsTheOutputInNestedFields(String name, String dialect, String body, String sent) {
		TestCall call = TestCall.of(dialect(dialect)).model("n").body(body.replace('\'', '"'));
		Provider provider = provider(TestProviders.catalogue(), name);
		assertThat(call.after(this.adapters.of(provider)
			.splices(provider, call.build(), new Target(name, "n", "official", null, "test"), 7)))
			.isEqualTo(sent.replace('\'', '"'));
	}

	@Test
	void replacesTheRawModelOfMultipartBodies() {
		TestCall call = TestCall.of(Dialect.OPENAI_TRANSCRIPTIONS).model("old").multipart("--b\r\n\r\nold\r\n--b--");
		Provider provider = provider(TestProviders.catalogue(), "openai");
		assertThat(call.after(this.adapters.of(provider)
			.splices(provider, call.build(), new Target("openai", "new\"", "official", null, "test"), 7)))
			.isEqualTo("--b\r\n\r\nnew\"\r\n--b--");
	}

	@Test
	void refusesAProviderTypeThatNobodyServes() {
		Catalogue catalogue = TestProviders.catalogue("sluice.providers.acme.base-url=http://acme",
				"sluice.providers.acme.type=acme");
		assertThatThrownBy(() -> TestProviders.adapters().serving(catalogue)).hasMessage(
				"Provider 'acme' has the type 'acme', which no adapter serves. Use one of [anthropic, azure, gemini, ollama, openai, openai-compatible, replicate, simulated, vertex].");
	}

	private HttpHeaders headers(String name, String dialect, HttpHeaders headers) {
		Provider provider = provider(TestProviders.catalogue(), name);
		this.adapters.of(provider).headers(provider, TestCall.of(dialect(dialect)).build(), headers, Secret.of("k"));
		return headers;
	}

	private String url(Catalogue catalogue, String name, ClientCall call, String model) {
		Provider provider = provider(catalogue, name);
		Target target = new Target(name, model, provider.tier(), null, "test");
		return provider.baseUrl() + this.adapters.of(provider).path(provider, call, target);
	}

	private static Provider provider(Catalogue catalogue, String name) {
		Provider provider = catalogue.find(name);
		assertThat(provider).isNotNull();
		return provider;
	}

	private static Dialect dialect(String id) {
		Dialect dialect = Dialect.byId(id);
		assertThat(dialect).isNotNull();
		return dialect;
	}

}
