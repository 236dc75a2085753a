package dev.sluice.catalog;

import java.math.BigDecimal;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CatalogueAutoConfiguration.class));

	@Test
	void holdsTheProvidersAndHasNoneOnUntilOneIsConfigured() {
		Catalogue catalogue = TestProviders.catalogue();
		assertThat(catalogue.providers()).extracting(Provider::name)
			.contains("anthropic", "azure", "cloudflare", "cohere", "deepseek", "fireworks", "gemini", "groq",
					"huggingface", "huggingface-space", "lmstudio", "mistral", "moonshot", "ollama", "openai",
					"openrouter", "perplexity", "qwen", "together", "vertex", "vllm", "xai", "zai", "simulated");
		assertThat(catalogue.providers()).filteredOn(Provider::usable)
			.extracting(Provider::name)
			.containsExactly("ollama", "simulated");
		assertThat(catalogue.anyRealConfigured()).isFalse();
		assertThat(catalogue.find("nobody")).isNull();
	}

	@Test
	void givesEveryPriceASourceAndADate() {
		TestProviders.catalogue()
			.providers()
			.stream()
			.flatMap((provider) -> provider.models().stream())
			.flatMap((model) -> model.prices().stream())
			.forEach((price) -> {
				assertThat(price.source()).isNotBlank();
				assertThat(price.date()).isNotNull();
				assertThat(price.usd()).isNotNegative();
			});
	}

	@ParameterizedTest
	@CsvSource({ "openai, gpt-4-turbo, 10, 30", "openai, gpt-4, 30, 60", "openai, gpt-3.5-turbo, 0.5, 1.5",
			"openai, gpt-4o, 2.5, 10", "openai, gpt-4o-mini, 0.15, 0.6", "ollama, qwen2.5:32b-instruct, 0, 0",
			"anthropic, claude-3-5-sonnet-20241022, 3, 15", "anthropic, claude-3-opus-20240229, 15, 75" })
	void knowsListPrices(String provider, String model, BigDecimal input, BigDecimal output) {
		Model known = find(TestProviders.catalogue(), provider).models()
			.stream()
			.filter((candidate) -> candidate.id().equals(model))
			.findFirst()
			.orElseThrow();
		assertThat(known.prices()).filteredOn((price) -> price.unit().equals("input"))
			.extracting(Price::usd)
			.singleElement()
			.isEqualTo(input);
		assertThat(known.prices()).filteredOn((price) -> price.unit().equals("output"))
			.extracting(Price::usd)
			.singleElement()
			.isEqualTo(output);
	}

	@Test
	void knowsNoPriceRatherThanNothingToPay() {
		assertThat(find(TestProviders.catalogue(), "openai").models())
			.filteredOn((model) -> model.id().equals("gpt-5.6"))
			.singleElement()
			.satisfies((model) -> assertThat(model.prices()).isEmpty());
	}

	@ParameterizedTest
	@CsvSource({ "openai, OPENAI_API_KEY", "anthropic, ANTHROPIC_API_KEY", "gemini, GEMINI_API_KEY",
			"gemini, GOOGLE_API_KEY", "openrouter, OPENROUTER_API_KEY", "ollama, OLLAMA_API_KEY",
			"openai, sluice.providers.openai.api-key" })
	void takesCredentialsFromNamesThatPeopleHave(String provider, String variable) {
		Catalogue catalogue = TestProviders.catalogue(variable + "= sk-1 ");
		assertThat(find(catalogue, provider).configured()).isTrue();
		assertThat(catalogue.key(provider)).extracting(Secret::reveal).isEqualTo("sk-1");
		assertThat(catalogue.anyRealConfigured()).isTrue();
		assertThat(catalogue.providers()).filteredOn(Provider::configured)
			.extracting(Provider::name)
			.containsExactlyInAnyOrder(provider, "simulated");
	}

	@ParameterizedTest
	@CsvSource({ "openai,   OPENAI_BASE_URL,          https://proxy/v1/,         https://proxy/v1",
			"openai,        OPENAI_BASE_URL,          http://127.0.0.1:9,        http://127.0.0.1:9",
			"anthropic,     ANTHROPIC_BASE_URL,       https://proxy,             https://proxy",
			"anthropic,     ANTHROPIC_BASE_URL,       https://proxy/v1/,         https://proxy",
			"anthropic,     ANTHROPIC_BASE_URL,       https://proxy/claude/,     https://proxy/claude",
			"gemini,        GOOGLE_GEMINI_BASE_URL,   https://proxy/v1beta,      https://proxy",
			"gemini,        GEMINI_BASE_URL,          https://proxy,             https://proxy",
			"openrouter,    OPENROUTER_BASE_URL,      https://proxy/api/v1,      https://proxy/api/v1",
			"ollama,        OLLAMA_BASE_URL,          http://box:1/v1,           http://box:1",
			"ollama,        OLLAMA_HOST,              box,                       http://box:11434",
			"ollama,        OLLAMA_HOST,              box:8080,                  http://box:8080",
			"ollama,        OLLAMA_HOST,              0.0.0.0,                   http://127.0.0.1:11434",
			"ollama,        OLLAMA_HOST,              0.0.0.0:8080,              http://127.0.0.1:8080",
			"ollama,        OLLAMA_HOST,              :8080,                     http://127.0.0.1:8080",
			"ollama,        OLLAMA_HOST,              ::1,                       http://[::1]:11434",
			"ollama,        OLLAMA_HOST,              [::]:8080,                 http://[::1]:8080",
			"ollama,        OLLAMA_HOST,              https://ollama.example,    https://ollama.example",
			"ollama,        OLLAMA_HOST,              http://box:8080/,          http://box:8080",
			"ollama,        OLLAMA_HOST,              http://box:8080/v1,        http://box:8080",
			"openai,  sluice.providers.openai.base-url, HTTPS://Proxy/V1,        https://Proxy/V1" })
	void movesAddressesByNamesThatPeopleHave(String provider, String variable, String value, String address) {
		assertThat(find(TestProviders.catalogue(variable + "=" + value), provider).baseUrl()).isEqualTo(address);
	}

	@Test
	void countsAnAddressAsConfigurationOnlyWhereNoCredentialIsNeeded() {
		Catalogue catalogue = TestProviders.catalogue("OPENAI_BASE_URL=http://a/v1", "OLLAMA_HOST=box");
		assertThat(find(catalogue, "openai").configured()).isFalse();
		assertThat(find(catalogue, "ollama").configured()).isTrue();
	}

	@Test
	void takesBlankForAbsent() {
		Catalogue catalogue = TestProviders.catalogue("OPENAI_API_KEY= ", "OPENAI_BASE_URL=", "OLLAMA_HOST=",
				"sluice.providers.openai.api-key=");
		assertThat(catalogue.anyRealConfigured()).isFalse();
		assertThat(find(catalogue, "openai").baseUrl()).isEqualTo("https://api.openai.com/v1");
	}

	@Test
	void prefersPropertiesToVariables() {
		Catalogue catalogue = TestProviders.catalogue("OPENAI_API_KEY=env", "OPENAI_BASE_URL=http://env/v1",
				"sluice.providers.openai.api-key=own", "sluice.providers.openai.base-url=http://own/v1",
				"sluice.providers.openai.tier=community");
		assertThat(catalogue.key("openai")).extracting(Secret::reveal).isEqualTo("own");
		assertThat(find(catalogue, "openai").baseUrl()).isEqualTo("http://own/v1");
		assertThat(find(catalogue, "openai").tier()).isEqualTo("community");
		assertThat(find(catalogue, "openai").models()).isNotEmpty();
	}

	@Test
	void takesFurtherProvidersFromProperties() {
		Catalogue catalogue = TestProviders.catalogue("sluice.providers.acme-ai.base-url=https://acme/v1/",
				"sluice.providers.acme-ai.models=acme-1,acme-2", "ACME_AI_API_KEY=k");
		Provider acme = find(catalogue, "acme-ai");
		assertThat(acme.type()).isEqualTo("openai-compatible");
		assertThat(acme.baseUrl()).isEqualTo("https://acme/v1");
		assertThat(acme.keyEnv()).isEqualTo("ACME_AI_API_KEY");
		assertThat(acme.tier()).isEqualTo("community");
		assertThat(acme.configured()).isTrue();
		assertThat(acme.models()).extracting(Model::id).containsExactly("acme-1", "acme-2");
		assertThat(acme.dialects()).contains(Dialect.OPENAI_CHAT, Dialect.OPENAI_RERANK)
			.doesNotContain(Dialect.ANTHROPIC_MESSAGES);
	}

	@Test
	void takesAKeylessProviderFromProperties() {
		Provider vllm = find(TestProviders.catalogue("sluice.providers.vllm.base-url=http://box:8000",
				"sluice.providers.vllm.keyless=true", "sluice.providers.vllm.tier=local",
				"sluice.providers.vllm.dialects=openai-chat"), "vllm");
		assertThat(vllm.configured()).isTrue();
		assertThat(vllm.dialects()).containsExactly(Dialect.OPENAI_CHAT);
	}

	@Test
	void dropsDisabledProviders() {
		assertThat(TestProviders.catalogue("sluice.providers.openrouter.enabled=false").find("openrouter")).isNull();
	}

	@Test
	void registersTheSimulatorByProperty() {
		this.runner.withPropertyValues("sluice.simulator.base-url=http://127.0.0.1:9999/").run((context) -> {
			Provider simulated = find(context.getBean(Catalogue.class), "simulated");
			assertThat(simulated.baseUrl()).isEqualTo("http://127.0.0.1:9999");
			assertThat(simulated.dialects()).containsExactlyInAnyOrder(Dialect.values());
		});
		this.runner.run((context) -> assertThat(context.getBean(Catalogue.class).find("simulated")).isNull());
	}

	@Test
	void backsOff() {
		Catalogue own = new CatalogueBuilder().build();
		this.runner.withBean(Catalogue.class, () -> own)
			.run((context) -> assertThat(context.getBean(Catalogue.class)).isSameAs(own));
	}

	@ParameterizedTest
	@ValueSource(strings = { "OPENAI_BASE_URL=https://user:canary@host/v1",
			"OPENAI_BASE_URL=https://host/v1?key=canary", "OPENAI_BASE_URL=ftp://canary/v1", "OPENAI_BASE_URL=canary",
			"OPENAI_BASE_URL=https://canary host/v1", "OPENAI_BASE_URL=https://host/canary/../v1",
			"OPENAI_BASE_URL=https://host/v1#canary", "OLLAMA_HOST=http://user:canary@box", "OLLAMA_HOST=canary:port",
			"OLLAMA_HOST=ftp://canary", "OPENAI_API_KEY=can ary", "OPENAI_API_KEY=canary\u00e4",
			"ANTHROPIC_API_KEY=canary\r\nx: y", "sluice.providers.openai.api-key=canary key" })
	void refusesWhatCannotBeUsedNamingTheVariableAndNotItsValue(String setting) {
		String name = setting.substring(0, setting.indexOf('='));
		this.runner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of(name, setting.substring(name.length() + 1)))))
			.run((context) -> {
				assertThat(context).hasFailed();
				Throwable cause = context.getStartupFailure();
				while (cause.getCause() != null) {
					assertThat(cause.getMessage()).doesNotContain("canary").doesNotContain("can ary");
					cause = cause.getCause();
				}
				assertThat(cause).isInstanceOf(CatalogueException.class)
					.hasMessageStartingWith(name)
					.hasMessageNotContaining("canary");
			});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"sluice.providers.acme.tier=local                    | Provider 'acme' has no address. Set sluice.providers.acme.base-url or ACME_BASE_URL.",
			"sluice.providers.openai.tier=gold                   | sluice.providers.openai.tier must be official, community, unofficial or local, but is 'gold'.",
			"sluice.providers.openai.auth=basic                  | sluice.providers.openai.auth must be bearer, x-api-key, x-goog-api-key, api-key or none, but is 'basic'.",
			"sluice.providers.openai.dialects=openai-chats       | sluice.providers.openai.dialects names 'openai-chats', which is no dialect. Did you mean openai-chat or" })
	void refusesSettingsThatMeanNothing(String setting, String message) {
		this.runner.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageStartingWith(message));
	}

	@Test
	void refusesKeysThatItDoesNotKnow() {
		this.runner.withPropertyValues("sluice.providers.openai.bse-url=http://x")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("bse-url"));
	}

	@ParameterizedTest
	@CsvSource({ "qwen-api, 8000", "qwenchat2api, 8001", "k2think2api3, 8002", "k2think2api2, 8003",
			"k2think2api, 8004", "grok2api, 8005", "openai-compatible-api-proxy-for-z, 8006", "zai-python-sdk, 8007",
			"z-ai2api-python, 8008", "ztoapi, 8009", "zai2api, 8010", "ztoapits, 8011", "talkai, 8012",
			"copilot-proxy, 8013" })
	void switchesLocalServicesOnAtTheirPortsWhenAskedTo(String name, int port) {
		assertThat(find(TestProviders.catalogue(), name).usable()).isFalse();
		Provider enabled = find(TestProviders.catalogue("sluice.providers." + name + ".enabled=true"), name);
		assertThat(enabled.configured()).isTrue();
		assertThat(enabled.tier()).isEqualTo("unofficial");
		assertThat(enabled.baseUrl()).isEqualTo("http://localhost:" + port + "/v1");
		String variable = name.toUpperCase(java.util.Locale.ROOT).replace('-', '_') + "_BASE_URL=http://box:1";
		assertThat(find(TestProviders.catalogue(variable), name).configured()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', value = {
			"azure AZURE_OPENAI_API_KEY=k AZURE_OPENAI_RESOURCE=shop https://shop.openai.azure.com",
			"azure AZURE_OPENAI_API_KEY=k AZURE_OPENAI_ENDPOINT=https://shop.openai.azure.com/ https://shop.openai.azure.com",
			"azure AZURE_OPENAI_API_KEY=k AZURE_OPENAI_ENDPOINT=https://s.openai.azure.com/openai/v1 https://s.openai.azure.com",
			"cloudflare CLOUDFLARE_API_TOKEN=k sluice.providers.cloudflare.settings.account=a1 https://api.cloudflare.com/client/v4/accounts/a1/ai/v1",
			"huggingface-space x=y HF_SPACE=me-llama https://me-llama.hf.space/v1",
			"vertex VERTEX_ACCESS_TOKEN=t VERTEXAI_PROJECT=p https://aiplatform.googleapis.com",
			"vertex VERTEXAI_LOCATION=us-east1 VERTEXAI_PROJECT=p https://us-east1-aiplatform.googleapis.com" })
	void putsSettingsIntoAddresses(String name, String one, String other, String address) {
		Provider provider = find(TestProviders.catalogue(one, other), name);
		assertThat(provider.baseUrl()).isEqualTo(address);
		assertThat(provider.configured()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"AZURE_OPENAI_API_KEY=canary | Provider 'azure' has a credential, but its address needs sluice.providers.azure.settings.resource or AZURE_OPENAI_RESOURCE. Set it, or switch the provider off with sluice.providers.azure.enabled=false.",
			"CLOUDFLARE_API_TOKEN=canary | Provider 'cloudflare' has a credential, but its address needs sluice.providers.cloudflare.settings.account or CLOUDFLARE_ACCOUNT_ID.",
			"AZURE_OPENAI_RESOURCE=a.evil/x | AZURE_OPENAI_RESOURCE must be made of letters, digits, '.', '_' and '-'.",
			"sluice.providers.azure.settings.resorce=x | sluice.providers.azure.settings holds 'resorce', which provider 'azure' does not ask for. Did you mean resource or",
			"sluice.providers.groq.settings.x=x | sluice.providers.groq.settings holds 'x', which provider 'groq' does not ask for. It has no settings.",
			"sluice.providers.groq.quirks=no-penaltys | sluice.providers.groq.quirks names 'no-penaltys', which is no quirk. Did you mean no-penalties or",
			"sluice.providers.groq.lists-models=yes | sluice.providers.groq.lists-models must be openai, ollama or none, but is 'yes'." })
	void refusesSettingsThatAreMissingOrMeanNothing(String setting, String message) {
		this.runner.withPropertyValues(setting)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith(message)
				.hasMessageNotContaining("canary"));
	}

	@Test
	void switchesProvidersOffWhoseCredentialIsMeantForSomethingElse() {
		assertThat(TestProviders.catalogue("CLOUDFLARE_API_TOKEN=t", "sluice.providers.cloudflare.enabled=false")
			.find("cloudflare")).isNull();
	}

	@Test
	void letsOnlyEnabledModelsBeUsedAndNoDisabledOnes() {
		Provider openai = find(TestProviders.catalogue("sluice.providers.openai.enable-models=gpt-4*,o3",
				"sluice.providers.openai.disable-models=GPT-4o-*"), "openai");
		assertThat(openai.models()).filteredOn((model) -> openai.traits().selection().allows(model.id()))
			.extracting(Model::id)
			.contains("gpt-4o", "gpt-4.1", "o3")
			.doesNotContain("gpt-4o-mini", "gpt-5", "o4-mini");
	}

	@Test
	void offersTheNearestNames() {
		assertThat(TestProviders.catalogue().nearest("opnai")).startsWith("openai").hasSize(3);
		assertThat(TestProviders.catalogue().nearest("ANTROPIC")).startsWith("anthropic").hasSize(3);
		assertThat(TestProviders.catalogue().nearest("x".repeat(1_000_000))).hasSize(3);
	}

	private static Provider find(Catalogue catalogue, String name) {
		Provider provider = catalogue.find(name);
		assertThat(provider).isNotNull();
		return provider;
	}

}
