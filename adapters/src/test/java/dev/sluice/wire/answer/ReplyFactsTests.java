package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyFactsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					openai-chat|{"model":"m","choices":[{"message":{"content":"error"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}}|m|9|2
					openai-responses|{"error":null,"model":"m","output":[{}],"usage":{"input_tokens":9,"output_tokens":2}}|m|9|2
					openai-embeddings|{"object":"list","data":[{}],"model":"e","usage":{"prompt_tokens":3,"total_tokens":3}}|e|3|0
					anthropic-messages|{"type":"message","model":"c","content":[],"usage":{"input_tokens":12,"cache_read_input_tokens":3,"output_tokens":5}}|c|15|5
					anthropic-count-tokens|{"input_tokens":7}||7|-1
					gemini-generate|{"candidates":[{}],"modelVersion":"g","usageMetadata":{"promptTokenCount":9,"toolUsePromptTokenCount":1,"candidatesTokenCount":4,"thoughtsTokenCount":20}}|g|10|24
					gemini-count-tokens|{"totalTokens":8}||8|-1
					ollama-chat|{"model":"q","message":{},"done":true,"prompt_eval_count":12,"eval_count":5}|q|12|5
					""")
	void readsUsageAndModel(String dialect, String body, String model, long input, long output) {
		ReplyFacts facts = read(Dialect.byId(dialect), body);
		assertThat(facts.servedModel()).isEqualTo(model);
		assertThat(facts.usage().input()).isEqualTo(input);
		assertThat(facts.usage().output()).isEqualTo(output);
		assertThat(facts.failed()).isFalse();
		assertThat(facts.error()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"error":{"message":"bad"}}|bad
			{"error":"bad"}|bad
			{"type":"error","error":{"type":"t","message":"bad"}}|bad
			[{"error":{"message":"bad"}}]|bad
			{"code":1001,"msg":"bad"}|bad
			{"error":{"type":"x"}}|
			<html><head><title>bad</title></head></html>|bad
			oops|oops
			{"choices":[]|
			``|
			""")
	void seesAnErrorBehindStatus200(String body, String error) {
		ReplyFacts facts = read(Dialect.OPENAI_CHAT, body);
		assertThat(facts.failed()).isTrue();
		assertThat(facts.error()).isEqualTo(error);
		assertThat(facts.usage()).isEqualTo(Usage.UNKNOWN);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{\"detail\":\"bad\"}", "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"bad\",\"type\":\"t\"}]}",
					"{\"errors\":[{\"message\":\"bad\"}]}", "{\"error_msg\":\"bad\"}", "{\"message\":\"bad\"}", "bad",
					"{\"type\":\"response.failed\",\"response\":{\"error\":{\"message\":\"bad\"}}}",
					"{\"message\":[\"bad\"]}", "{\"error\":{\"message\":\"\\nbad\\u0000\"}}" })
	void findsTheMessageInAnyShape(String body) {
		assertThat(ProviderMessage.find(body.getBytes(StandardCharsets.UTF_8))).isEqualTo("bad");
	}

	@Test
	void cutsLongMessagesBetweenCharacters() {
		String message = ProviderMessage.find(("x" + "😀".repeat(600)).getBytes(StandardCharsets.UTF_8));
		assertThat(message).hasSizeLessThanOrEqualTo(500).endsWith("😀…");
		assertThat(ProviderMessage.find(("{\"a\":" + "[".repeat(10_000)).getBytes(StandardCharsets.UTF_8))).isNull();
	}

	private static ReplyFacts read(Dialect dialect, String body) {
		return ReplyFacts.read(dialect, Unpooled.copiedBuffer("xx" + body, StandardCharsets.UTF_8).skipBytes(2));
	}

}
