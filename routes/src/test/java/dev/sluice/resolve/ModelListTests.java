package dev.sluice.resolve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModelListTests {

	private static final String PAGED = "sluice.providers.acme.models=m0,m1,m2,m3,m4";

	private static final RoutingTables ACME = new RoutingTables(List.of(new Rule("acme", "m*", List.of("acme"))),
			Map.of(), Map.of());

	@Test
	void answersTheShapeThatEveryClientReads() {
		JsonNode list = json(list("OPENAI_API_KEY=k"), openAi());
		assertThat(list.get("object").asString()).isEqualTo("list");
		JsonNode first = list.get("data").get(0);
		assertThat(first.propertyNames()).containsExactly("id", "object", "created", "owned_by", "provider",
				"capabilities");
		assertThat(first.get("object").asString()).isEqualTo("model");
		assertThat(ids(list)).contains("gpt-4o", "gpt-3.5-turbo", "smart");
		assertThat(list.get("models").propertyNames()).contains("openai").doesNotContain("anthropic", "gemini");
		assertThat(list.get("models").get("openai").values()).extracting(JsonNode::asString).contains("gpt-4o");
	}

	@Test
	void listsWhatAClientCanWrite() {
		ModelList models = list("OPENROUTER_API_KEY=k", "OLLAMA_HOST=box");
		assertThat(ids(json(models, openAi()))).contains("openrouter/anthropic/claude-3.5-sonnet", "llama3.2")
			.doesNotContain("anthropic/claude-3.5-sonnet", "gpt-4o");
	}

	@Test
	void listsTheSimulatedProviderWhileThereIsNoOther() {
		JsonNode list = json(list(), openAi());
		assertThat(list.get("models").propertyNames()).contains("simulated");
		assertThat(ids(list)).contains("simulated/simulated-chat", "smart", "Local");
	}

	@Test
	void showsACallerOnlyWhatItMayUse() {
		ModelList models = list("OPENAI_API_KEY=k", "OPENROUTER_API_KEY=k");
		assertThat(ids(json(models, openAi().allowed("gpt-4o*")))).containsExactly("gpt-4o", "gpt-4o-mini",
				"gpt-4o-transcribe", "gpt-4o-mini-tts");
		assertThat(ids(json(models, openAi().allowed("openrouter/*")))).isNotEmpty()
			.allSatisfy((id) -> assertThat(id).startsWith("openrouter/"));
		assertThat(ids(json(models, openAi().allowed()))).isEmpty();
		assertThat(ids(json(models, openAi()))).contains("gpt-4o", "openrouter/openai/gpt-4o");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/models/gpt-4o, gpt-4o", "/v1/models/openai/gpt-4o, gpt-4o", "/ai/v1/models/gpt-4o, gpt-4o",
			"/v1/models/openrouter/anthropic/claude-3.5-sonnet, openrouter/anthropic/claude-3.5-sonnet",
			"/v1/models/openrouter%2Fanthropic%2Fclaude-3.5-sonnet, openrouter/anthropic/claude-3.5-sonnet" })
	void findsOneModel(String path, String id) {
		JsonNode model = json(list("OPENAI_API_KEY=k", "OPENROUTER_API_KEY=k"), openAi().path(path));
		assertThat(model.get("id").asString()).isEqualTo(id);
		assertThat(model.get("object").asString()).isEqualTo("model");
	}

	@ParameterizedTest
	@CsvSource({ "/v1/models/gpt-9", "/v1/models/claude-opus-5-5", "/v1/models/%zz" })
	void refusesAModelThatItDoesNotList(String path) {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> list("OPENAI_API_KEY=k").answer(openAi().path(path).build()))
			.withMessageStartingWith("The model of this path is not in the list of models. The nearest names are: ")
			.extracting(GatewayException::kind)
			.isEqualTo(ErrorKind.MODEL_NOT_FOUND);
	}

	@Test
	void hidesModelsThatACallerMayNotUse() {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> list("OPENAI_API_KEY=k").answer(openAi().path("/v1/models/gpt-4o").allowed("x").build()));
	}

	@Test
	void answersAnthropicClientsInTheirShape() {
		JsonNode list = json(list("ANTHROPIC_API_KEY=k"), anthropic("limit=1000"));
		JsonNode first = list.get("data").get(0);
		assertThat(first.get("type").asString()).isEqualTo("model");
		assertThat(first.get("id").asString()).isEqualTo("claude-opus-5-5");
		assertThat(first.get("display_name").asString()).isEqualTo("Claude Opus 5.5");
		assertThat(first.get("created_at").asString()).isEqualTo("1970-01-01T00:00:00Z");
		assertThat(list.get("has_more").asBoolean()).isFalse();
		assertThat(list.get("first_id").asString()).isEqualTo("claude-opus-5-5");
		assertThat(list.get("last_id").asString()).isEqualTo("smart");
		JsonNode one = json(list("ANTHROPIC_API_KEY=k"), anthropic(null).path("/v1/models/claude-haiku-4-5"));
		assertThat(one.get("max_tokens").asInt()).isEqualTo(64000);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "limit=2 | m0 m1 | true", "limit=2&after_id=m1 | m2 m3 | true",
			"limit=2&after_id=m3 | m4 | false", "limit=2&before_id=m4 | m2 m3 | true",
			"limit=9&before_id=m2 | m0 m1 | false", "limit=5 | m0 m1 m2 m3 m4 | false", "after_id=m4 |  | false" })
	void cutsPages(String query, String ids, boolean more) {
		JsonNode page = json(paged(), anthropic(query));
		assertThat(ids(page)).isEqualTo((ids != null) ? List.of(ids.split(" ")) : List.of());
		assertThat(page.get("has_more").asBoolean()).isEqualTo(more);
		assertThat(page.get("first_id").isNull()).isEqualTo(ids == null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"limit=0 | The query parameter 'limit' must be a whole number from 1 to 1000.",
			"limit=1001 | The query parameter 'limit' must be a whole number from 1 to 1000.",
			"limit=x | The query parameter 'limit' must be a whole number from 1 to 1000.",
			"after_id=zz | The query parameter 'after_id' names no model of this list. Use the first_id or last_id of a page.",
			"after_id=m1&before_id=m2 | The query parameter 'after_id' cannot be used together with 'before_id'. Leave one of them out." })
	void refusesPagesThatCannotBeCut(String query, String message) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> paged().answer(anthropic(query).build()))
			.withMessage(message)
			.extracting(GatewayException::kind)
			.isEqualTo(ErrorKind.INVALID_REQUEST);
	}

	@Test
	void greetsClientsThatAskWhetherAnybodyIsThere() {
		ModelList.Answer answer = list().answer(TestCall.of(Dialect.ANTHROPIC_HELLO).path("/api/hello").build());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void followsANewSnapshotAndSharesBytesUntilThen() {
		AtomicReference<RoutingTables> tables = new AtomicReference<>(RuleResolverTests.TABLES);
		ModelList models = new ModelList(TestProviders.catalogue("OPENAI_API_KEY=k"), tables::get, new LiveModels());
		byte[] first = models.answer(openAi().build()).body();
		assertThat(models.answer(openAi().build()).body()).isSameAs(first);
		tables.set(RoutingTables.EMPTY);
		assertThat(ids(json(models, openAi()))).contains("openai/gpt-4o").doesNotContain("smart");
	}

	@Test
	void staysBoundedHoweverManyPermissionsThereAre() {
		ModelList models = list("OPENAI_API_KEY=k");
		IntStream.range(0, 200).forEach((number) -> models.answer(openAi().allowed("x" + number).build()));
		assertThat(models.answer(openAi().allowed("x199").build()).body())
			.isNotSameAs(models.answer(openAi().allowed("x199").build()).body());
		assertThat(models.answer(openAi().allowed("x0").build()).body())
			.isSameAs(models.answer(openAi().allowed("x0").build()).body());
	}

	private static ModelList list(String... environment) {
		return new ModelList(TestProviders.catalogue(environment), () -> RuleResolverTests.TABLES, new LiveModels());
	}

	private static ModelList paged() {
		return new ModelList(
				TestProviders.catalogue("sluice.providers.acme.base-url=http://acme", "ACME_API_KEY=k", PAGED),
				() -> ACME, new LiveModels());
	}

	private static TestCall openAi() {
		return TestCall.of(Dialect.OPENAI_MODELS).path("/v1/models");
	}

	private static TestCall anthropic(String query) {
		return TestCall.of(Dialect.ANTHROPIC_MODELS).path("/v1/models").query(query);
	}

	private static JsonNode json(ModelList models, TestCall call) {
		ModelList.Answer answer = models.answer(call.build());
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.contentType()).isEqualTo("application/json");
		return JsonMapper.shared().readTree(new String(answer.body(), StandardCharsets.UTF_8));
	}

	private static List<String> ids(JsonNode list) {
		return list.get("data").values().stream().map((model) -> model.get("id").asString()).toList();
	}

}
