package dev.sluice.chat.embedding;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.WrittenRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddingCodecTests {

	private static final OpenAiEmbeddingCodec OPENAI = new OpenAiEmbeddingCodec();

	private static final GeminiEmbeddingCodec GEMINI = new GeminiEmbeddingCodec();

	private static final OllamaEmbeddingCodec OLLAMA = new OllamaEmbeddingCodec();

	@Test
	void anOpenAiClientGetsGeminisVectorsAsItAsked() {
		EmbeddingRequest request = read(OPENAI, """
				{"model":"e","input":["a","b"],"dimensions":2,"encoding_format":"base64","user":"u"}""");
		WrittenRequest written = GEMINI.writeRequest(request, CodecChecks.target(Dialect.GEMINI_EMBED));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"requests":[
				{"model":"models/m","content":{"parts":[{"text":"a"}]},"outputDimensionality":2},
				{"model":"models/m","content":{"parts":[{"text":"b"}]},"outputDimensionality":2}]}"""));
		assertThat(written.dropped().names()).isEmpty();
		EmbeddingAnswer answer = answer(GEMINI, """
				{"embeddings":[{"values":[0.5,-1]},{"values":[2,3.25]}]}""");
		assertThat(CodecChecks.tree(OPENAI.writeAnswer(answer, request, CodecChecks.FRAME)))
			.isEqualTo(CodecChecks.tree("""
					{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AAAAPwAAgL8="},
					{"object":"embedding","index":1,"embedding":"AAAAQAAAUEA="}],"model":"asked-model",
					"usage":{"prompt_tokens":0,"total_tokens":0}}"""));
	}

	@Test
	void aGeminiClientGetsOpenAisVectorsInOrder() {
		EmbeddingRequest request = read(GEMINI, """
				{"requests":[{"model":"models/e","content":{"parts":[{"text":"a"}]},"taskType":"CLUSTERING"},
				{"model":"models/e","content":{"parts":[{"text":"b"}]},"taskType":"CLUSTERING"}]}""");
		WrittenRequest written = OPENAI.writeRequest(request, CodecChecks.target(Dialect.OPENAI_EMBEDDINGS));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"model":"m","input":["a","b"],"encoding_format":"float"}"""));
		assertThat(written.dropped().names()).containsExactly("taskType");
		EmbeddingAnswer answer = answer(OPENAI, """
				{"data":[{"index":1,"embedding":"AAAAQAAAUEA="},{"index":0,"embedding":[0.123456789012]}],
				"model":"e","usage":{"prompt_tokens":3,"total_tokens":3}}""");
		assertThat(CodecChecks.tree(GEMINI.writeAnswer(answer, request, CodecChecks.FRAME)))
			.isEqualTo(CodecChecks.tree("""
					{"embeddings":[{"values":[0.123456789012]},{"values":[2.0,3.25]}],
					"usageMetadata":{"promptTokenCount":3}}"""));
	}

	@Test
	void oneTextGetsOneVector() {
		EmbeddingRequest request = read(GEMINI, "{\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]}}");
		assertThat(request.texts()).containsExactly("ab");
		String answer = new String(
				GEMINI.writeAnswer(answer(OPENAI, "{\"data\":[{\"embedding\":[1]}]}"), request, CodecChecks.FRAME),
				StandardCharsets.UTF_8);
		assertThat(answer).isEqualTo("{\"embedding\":{\"values\":[1]}}");
	}

	@Test
	void ollamaRefusesLongTextsAsOthersDo() {
		EmbeddingRequest request = read(OPENAI, """
				{"model":"e","input":"a","dimensions":2,"user":"u"}""");
		WrittenRequest written = OLLAMA.writeRequest(request, CodecChecks.target(Dialect.OLLAMA_EMBED));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"model":"m","input":"a","dimensions":2,"truncate":false}"""));
		EmbeddingAnswer answer = answer(OLLAMA, """
				{"model":"m","embeddings":[[0.5,-1]],"prompt_eval_count":3}""");
		assertThat(CodecChecks.tree(OPENAI.writeAnswer(answer, request, CodecChecks.FRAME)))
			.isEqualTo(CodecChecks.tree("""
					{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-1]}],"model":"m",
					"usage":{"prompt_tokens":3,"total_tokens":3}}"""));
	}

	@Test
	void anOllamaRequestComesBack() {
		String json = """
				{"model":"m","input":["a","b"],"dimensions":2,"truncate":true,"options":{"num_ctx":9},"keep_alive":"5m"}""";
		EmbeddingRequest request = read(OLLAMA, json);
		assertThat(CodecChecks.tree(OLLAMA.writeRequest(request, CodecChecks.target(Dialect.OLLAMA_EMBED)).body()))
			.isEqualTo(CodecChecks.tree(json));
		assertThat(OPENAI.writeRequest(request, CodecChecks.target(Dialect.OPENAI_EMBEDDINGS)).dropped().names())
			.containsExactly("truncate", "options");
	}

	@Test
	void aVectorTooFewIsNoAnswer() {
		EmbeddingRequest request = read(OPENAI, "{\"model\":\"e\",\"input\":[\"a\",\"b\"]}");
		EmbeddingAnswer one = answer(GEMINI, "{\"embeddings\":[{\"values\":[1]}]}");
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> OPENAI.writeAnswer(one, request, CodecChecks.FRAME))
			.withMessageContaining("1 vectors for 2 texts");
	}

	@Test
	void tokensAndPicturesAreRefused() {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> read(OPENAI, "{\"model\":\"e\",\"input\":[[1,2]]}"));
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> read(GEMINI, "{\"content\":{\"parts\":[{\"inlineData\":{}}]}}"));
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> answer(GEMINI, "{}"));
	}

	private static EmbeddingRequest read(EmbeddingCodec codec, String json) {
		return codec.readRequest(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	private static EmbeddingAnswer answer(EmbeddingCodec codec, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return codec.readAnswer(body, 0, body.length);
	}

}
