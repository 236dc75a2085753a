package dev.sluice.resolve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.util.unit.DataSize;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Model;
import dev.sluice.catalog.ModelListing;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class ModelSyncTests {

	private final Catalogue catalogue = TestProviders.catalogue("OPENAI_API_KEY=k", "GROQ_API_KEY=k",
			"sluice.providers.groq.disable-models=whisper*");

	private final LiveModels live = new LiveModels();

	private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

	private final Map<String, String> answers = new ConcurrentHashMap<>();

	@Test
	void listsWhatProvidersListAndKeepsItWhileTheyAreSilent() throws InterruptedException {
		this.answers.put("groq", "{\"data\":[{\"id\":\"new-model\",\"context_window\":9},{\"id\":\"whisper-9\"}]}");
		this.answers.put("ollama", "{\"models\":[{\"name\":\"mine:latest\"},{\"name\":\"big:70b\"}]}");
		ModelList list = new ModelList(this.catalogue, () -> RuleResolverTests.TABLES, this.live);
		assertThat(ids(list)).doesNotContain("groq/new-model", "mine");
		ModelSync sync = sync();
		try {
			rounds(2);
			assertThat(ids(list))
				.contains("gpt-4o", "groq/new-model", "groq/llama-3.3-70b-versatile", "mine", "big:70b")
				.doesNotContain("groq/whisper-9", "groq/whisper-large-v3");
			this.answers.put("groq", "{\"error\":\"down\"}");
			this.answers.remove("ollama");
			rounds(2);
			assertThat(ids(list)).contains("groq/new-model", "mine");
			this.answers.put("groq", "[{\"id\":\"newer\"}]");
			rounds(2);
			assertThat(ids(list)).contains("groq/newer").doesNotContain("groq/new-model");
		}
		finally {
			sync.stop();
		}
		assertThat(sync.isRunning()).isFalse();
	}

	@Test
	void asksNobodyWhileNothingIsConfiguredOrWhenItIsSwitchedOff() {
		ModelSync none = new ModelSync(TestProviders.catalogue(), this.live, this::answer, properties(1000));
		none.start();
		assertThat(none.isRunning()).isFalse();
		ModelSync off = new ModelSync(this.catalogue, this.live, this::answer, properties(0));
		off.start();
		assertThat(off.isRunning()).isFalse();
	}

	@Test
	void knowsLiveModelsWhenATierIsAsked() {
		this.live.put("ollama", List.of(new Model("mine", null, -1, -1, Set.of(), List.of())));
		assertThat(new TierMembers(TestProviders.catalogue("OLLAMA_HOST=box", "VLLM_BASE_URL=http://box"), this.live)
			.serving("mine", "local")).extracting(Candidate::provider).containsExactly("ollama");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{\"data\":[{\"id\":\"a/b\",\"context_length\":5,\"top_provider\":{\"max_completion_tokens\":3}}]} | a/b 5 3 []",
			"{\"data\":[{\"id\":\"m\",\"max_context_length\":5,\"capabilities\":{\"vision\":true,\"function_calling\":false}}]} | m 5 -1 [vision]",
			"{\"data\":[{\"id\":\"m\",\"supported_parameters\":[\"tools\",\"x\"],\"architecture\":{\"input_modalities\":[\"text\"]}}]} | m -1 -1 [tools]",
			"{\"data\":[{\"id\":\"m\"},{\"id\":\"m\"},{\"id\":\"\"},{\"id\":\"a b\"},{\"id\":7},{\"id\":\"x/\"},3]} | m -1 -1 []" })
	void readsWhatVendorsTell(String body, String model) {
		Model read = assertThatOne(ListedModels.read(ModelListing.OPENAI, body.getBytes(StandardCharsets.UTF_8)));
		assertThat(read.id() + " " + read.contextTokens() + " " + read.outputTokens() + " " + read.capabilities())
			.isEqualTo(model);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{}", "<html>", "{\"data\":{}}", "\"x\"" })
	void refusesWhatIsNoList(String body) {
		assertThatThrownBy(() -> ListedModels.read(ModelListing.OPENAI, body.getBytes(StandardCharsets.UTF_8)))
			.isInstanceOf(RuntimeException.class);
	}

	private static Model assertThatOne(List<Model> models) {
		assertThat(models).hasSize(1);
		return models.get(0);
	}

	/** Waits until each provider was asked as often again, and its answer taken. */
	private void rounds(int count) throws InterruptedException {
		this.asked.clear();
		for (int groq = 0; groq <= count;) {
			groq += "groq".equals(Objects.requireNonNull(this.asked.poll(20, TimeUnit.SECONDS))) ? 1 : 0;
		}
	}

	private ModelSync sync() {
		ModelSync sync = new ModelSync(this.catalogue, this.live, this::answer, properties(20));
		sync.start();
		return sync;
	}

	private Mono<byte[]> answer(Provider provider) {
		this.asked.add(provider.name());
		String answer = this.answers.get(provider.name());
		return (answer != null) ? Mono.just(answer.getBytes(StandardCharsets.UTF_8))
				: Mono.error(new IllegalStateException("off"));
	}

	private static ModelSyncProperties properties(long interval) {
		return new ModelSyncProperties(Duration.ofMillis(interval), Duration.ofSeconds(5), DataSize.ofMegabytes(1));
	}

	private static List<String> ids(ModelList list) {
		return tools.jackson.databind.json.JsonMapper.shared()
			.readTree(list.answer(TestCall.of(dev.sluice.call.Dialect.OPENAI_MODELS).path("/v1/models").build()).body())
			.path("data")
			.values()
			.stream()
			.map((row) -> row.path("id").asString())
			.toList();
	}

}
