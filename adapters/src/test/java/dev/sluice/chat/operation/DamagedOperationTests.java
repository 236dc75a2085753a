package dev.sluice.chat.operation;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.Crossing;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every way of every operation besides chats. */
class DamagedOperationTests {

	private static final String EMBED = "{\"model\":\"m\",\"input\":[\"a\",\"b\"],\"dimensions\":2}";

	private static final Map<Dialect, String> REQUESTS = Map.of(Dialect.OPENAI_EMBEDDINGS, EMBED, Dialect.OLLAMA_EMBED,
			EMBED, Dialect.GEMINI_EMBED,
			"{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"}]}},{\"content\":{\"parts\":[{\"text\":\"b\"}]}}]}",
			Dialect.OPENAI_IMAGES, "{\"prompt\":\"a\",\"size\":\"1024x1024\",\"n\":2}", Dialect.OPENAI_IMAGE_EDITS,
			"{\"prompt\":\"a\",\"images\":[{\"image_url\":\"data:image/png;base64,AAAA\"}]}", Dialect.OPENAI_RERANK,
			"{\"query\":\"q\",\"documents\":[\"a\",{\"text\":\"b\"}],\"top_n\":1,\"return_documents\":true}",
			Dialect.OPENAI_MODERATIONS, "{\"input\":[\"a\",{\"text\":\"b\"}]}", Dialect.ANTHROPIC_COUNT_TOKENS,
			"{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}", Dialect.GEMINI_COUNT_TOKENS,
			"{\"generateContentRequest\":{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}]}}", Dialect.OPENAI_INPUT_TOKENS,
			"{\"model\":\"m\",\"input\":\"a\"}");

	private static final Map<Dialect, String> ANSWERS = Map.ofEntries(Map.entry(Dialect.OPENAI_EMBEDDINGS,
			"{\"data\":[{\"index\":0,\"embedding\":[0.5]},{\"index\":1,\"embedding\":\"AAAAPw==\"}],\"usage\":{\"prompt_tokens\":3}}"),
			Map.entry(Dialect.OLLAMA_EMBED, "{\"embeddings\":[[0.5],[1]],\"prompt_eval_count\":3}"),
			Map.entry(Dialect.GEMINI_EMBED, "{\"embeddings\":[{\"values\":[0.5]},{\"values\":[1]}]}"),
			Map.entry(Dialect.GEMINI_GENERATE,
					"{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]}}]}"),
			Map.entry(Dialect.REPLICATE_PREDICTIONS,
					"{\"id\":\"a\",\"status\":\"succeeded\",\"output\":[\"https://x/1\"]}"),
			Map.entry(Dialect.VOYAGE_RERANK,
					"{\"data\":[{\"index\":0,\"relevance_score\":0.5}],\"usage\":{\"total_tokens\":3}}"),
			Map.entry(Dialect.TEI_RERANK, "[{\"index\":1,\"score\":0.5},{\"index\":0,\"score\":0.1}]"),
			Map.entry(Dialect.MISTRAL_MODERATIONS,
					"{\"results\":[{\"categories\":{\"pii\":true},\"category_scores\":{\"pii\":0.5}}]}"),
			Map.entry(Dialect.ANTHROPIC_COUNT_TOKENS, "{\"input_tokens\":3}"),
			Map.entry(Dialect.OPENAI_INPUT_TOKENS, "{\"input_tokens\":3}"),
			Map.entry(Dialect.GEMINI_COUNT_TOKENS, "{\"totalTokens\":3}"));

	static Stream<OperationWay> ways() {
		return OperationWay.all();
	}

	@Test
	void everyOperationHasItsWays() {
		assertThat(ways()).hasSize(19).allSatisfy((way) -> {
			assertThat(REQUESTS).containsKey(way.from());
			assertThat(ANSWERS).containsKey(way.passage().upstream());
		});
	}

	@ParameterizedTest
	@MethodSource("ways")
	void whatIsDamagedIsReadOrRefused(OperationWay way) {
		byte[] request = bytes(REQUESTS.get(way.from()));
		byte[] answer = bytes(ANSWERS.get(way.passage().upstream()));
		Crossing whole = way.passage()
			.begin(request, Envelope.NONE, CodecChecks.target(way.passage().upstream()), false);
		assertThat(whole.answer(answer, 0, answer.length, CodecChecks.FRAME)).isNotEmpty();
		damaged(request).forEach((body) -> refusable(
				() -> way.passage().begin(body, Envelope.NONE, CodecChecks.target(way.passage().upstream()), false)));
		damaged(answer).forEach((body) -> {
			refusable(() -> whole.unfinished(body));
			refusable(() -> whole.answer(body, 0, body.length, CodecChecks.FRAME));
		});
	}

	/** Cut at every byte, and every byte made another. */
	private static Stream<byte[]> damaged(byte[] json) {
		return Stream.concat(Stream.iterate(0, (i) -> i < json.length, (i) -> i + 1).map((i) -> Arrays.copyOf(json, i)),
				Stream.iterate(0, (i) -> i < json.length, (i) -> i + 1)
					.flatMap((i) -> "{[\"7n,".chars().mapToObj((c) -> {
						byte[] changed = json.clone();
						changed[i] = (byte) c;
						return changed;
					})));
	}

	private static void refusable(Runnable step) {
		try {
			step.run();
		}
		catch (GatewayException ex) {
			assertThat(ex.clientMessage()).isNotBlank();
		}
	}

	private static byte[] bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8);
	}

}
