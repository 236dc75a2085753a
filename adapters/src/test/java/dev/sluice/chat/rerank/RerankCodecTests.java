package dev.sluice.chat.rerank;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.WrittenRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RerankCodecTests {

	private static final RerankCodec COMMON = new RerankCodec(Dialect.OPENAI_RERANK, RerankWords.COMMON);

	private static final RerankCodec VOYAGE = new RerankCodec(Dialect.VOYAGE_RERANK, RerankWords.VOYAGE);

	private static final RerankCodec TEI = new RerankCodec(Dialect.TEI_RERANK, RerankWords.TEI);

	private static final String REQUEST = """
			{"model":"r","query":"q","documents":["a",{"text":"b","title":"t"},"c"],"top_n":2,"return_documents":true,
			"max_tokens_per_doc":9}""";

	@Test
	void voyageGetsItsOwnWords() {
		RerankRequest request = read(REQUEST);
		WrittenRequest written = VOYAGE.writeRequest(request, CodecChecks.target(Dialect.VOYAGE_RERANK));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"model":"m","query":"q","documents":["a","b","c"],"top_k":2}"""));
		assertThat(written.dropped().names()).containsExactly("documents.title", "max_tokens_per_doc");
		assertThat(answer(VOYAGE, request, """
				{"object":"list","data":[{"index":1,"relevance_score":0.98765432101},{"index":0,"relevance_score":0.5}],
				"model":"rerank-2.5","usage":{"total_tokens":7}}""")).isEqualTo(CodecChecks.tree("""
				{"id":"req-1","model":"rerank-2.5","results":[
				{"index":1,"relevance_score":0.98765432101,"document":{"text":"b"}},
				{"index":0,"relevance_score":0.5,"document":{"text":"a"}}],"usage":{"total_tokens":7}}"""));
	}

	@Test
	void aServerThatAlwaysOrdersEverythingIsCutToTheWish() {
		RerankRequest request = read(REQUEST);
		WrittenRequest written = TEI.writeRequest(request, CodecChecks.target(Dialect.TEI_RERANK));
		assertThat(CodecChecks.tree(written.body()))
			.isEqualTo(CodecChecks.tree("{\"query\":\"q\",\"texts\":[\"a\",\"b\",\"c\"]}"));
		var answer = answer(TEI, request,
				"[{\"index\":2,\"score\":0.9},{\"index\":0,\"score\":0.2},{\"index\":1,\"score\":0.1}]");
		assertThat(answer.at("/results").size()).isEqualTo(2);
		assertThat(answer.at("/results/0/document/text").asString()).isEqualTo("c");
		assertThat(answer.at("/model").asString()).isEqualTo("asked-model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"query\":\"q\"}", "{\"documents\":[\"a\"]}",
			"{\"query\":\"q\",\"documents\":[{\"title\":\"t\"}]}", "{\"query\":\"q\",\"documents\":[7]}" })
	void whatCannotBeUnderstoodIsRefused(String json) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read(json));
	}

	@Test
	void aResultWithoutAScoreIsNone() {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> answer(VOYAGE, read(REQUEST), "{\"data\":[{\"index\":1}]}"));
	}

	private static RerankRequest read(String json) {
		return COMMON.readRequest(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	private static JsonNode answer(RerankCodec codec, RerankRequest request, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		RerankAnswer answer = codec.readAnswer(body, 0, body.length);
		return CodecChecks.tree(COMMON.writeAnswer(answer, request, CodecChecks.FRAME));
	}

}
