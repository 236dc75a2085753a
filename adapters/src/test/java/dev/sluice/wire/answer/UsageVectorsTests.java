package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/** What every vendor's numbers mean in the gateway's one convention. */
class UsageVectorsTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					openai-chat|{"prompt_tokens":100,"completion_tokens":30,"total_tokens":130,"prompt_tokens_details":{"cached_tokens":40,"audio_tokens":20,"cache_write_tokens":5},"completion_tokens_details":{"reasoning_tokens":10,"audio_tokens":3,"accepted_prediction_tokens":2}}|input=100 cached-read=40 cache-write-5m=5 audio-input=20 output=30 reasoning=10 audio-output=3
					openai-chat|{"prompt_tokens":32,"completion_tokens":9,"total_tokens":151,"prompt_tokens_details":{"text_tokens":32,"audio_tokens":0,"image_tokens":0,"cached_tokens":6},"completion_tokens_details":{"reasoning_tokens":110},"num_sources_used":2}|input=32 cached-read=6 audio-input=0 image-input=0 output=119 reasoning=110 web-searches=2
					openai-chat|{"prompt_tokens":10,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6,"completion_tokens":8,"completion_tokens_details":{"reasoning_tokens":5},"total_tokens":18}|input=10 cached-read=4 output=8 reasoning=5
					openai-chat|{"prompt_tokens":10,"cached_tokens":4,"completion_tokens":8,"total_tokens":18}|input=10 cached-read=4 output=8
					openai-chat|{"prompt_tokens":10,"completion_tokens":8,"cost":0.00014,"cost_details":{"upstream_inference_cost":null},"server_tool_use":{"web_search_requests":1}}|input=10 output=8 web-searches=1 reported-nanos=140000
					openai-chat|{"prompt_tokens":10,"completion_tokens":8,"num_search_queries":3,"cost":{"input_tokens_cost":0.1,"total_cost":0.25}}|input=10 output=8 web-searches=3 reported-nanos=250000000
					openai-chat|{"prompt_tokens":10,"completion_tokens":8,"cost":-1}|input=10 output=8
					openai-responses|{"input_tokens":100,"input_tokens_details":{"cached_tokens":40,"cache_write_tokens":5},"output_tokens":30,"output_tokens_details":{"reasoning_tokens":10},"total_tokens":130}|input=100 cached-read=40 cache-write-5m=5 output=30 reasoning=10
					openai-embeddings|{"prompt_tokens":10,"total_tokens":10}|input=10 output=0
					openai-images|{"total_tokens":100,"input_tokens":50,"output_tokens":50,"input_tokens_details":{"text_tokens":10,"image_tokens":40,"cached_tokens":8,"cached_tokens_details":{"text_tokens":2,"image_tokens":6}},"output_tokens_details":{"text_tokens":0,"image_tokens":50}}|input=50 cached-read=8 image-input=34 output=50 image-output=50 images=2
					openai-transcriptions|{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":4,"audio_tokens":10},"output_tokens":45,"total_tokens":59}|input=14 audio-input=10 output=45
					anthropic-messages|{"input_tokens":12,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},"output_tokens":31,"output_tokens_details":{"thinking_tokens":7},"service_tier":"priority","server_tool_use":{"web_search_requests":2}}|input=142 cached-read=100 cache-write-5m=20 cache-write-1h=10 output=31 reasoning=7 web-searches=2 service-tier=priority
					anthropic-messages|{"input_tokens":12,"cache_creation_input_tokens":30,"output_tokens":1}|input=42 cache-write-5m=30 output=1
					anthropic-messages|{"input_tokens":12,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_1h_input_tokens":30},"output_tokens":1}|input=42 cache-write-5m=0 cache-write-1h=30 output=1
					anthropic-messages|{"input_tokens":12,"cache_creation":{"ephemeral_5m_input_tokens":4,"ephemeral_1h_input_tokens":3},"output_tokens":1}|input=19 cache-write-5m=4 cache-write-1h=3 output=1
					anthropic-messages|{"cache_read_input_tokens":5,"output_tokens":1}|cached-read=5 output=1
					gemini-generate|{"promptTokenCount":100,"cachedContentTokenCount":40,"toolUsePromptTokenCount":6,"candidatesTokenCount":4,"thoughtsTokenCount":20,"totalTokenCount":130,"promptTokensDetails":[{"modality":"TEXT","tokenCount":30},{"modality":"AUDIO","tokenCount":60},{"tokenCount":10,"modality":"IMAGE"}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":40}],"candidatesTokensDetails":[{"modality":"IMAGE","tokenCount":3},{"modality":"AUDIO","tokenCount":1}]}|input=106 cached-read=40 audio-input=20 image-input=10 output=24 reasoning=20 audio-output=1 image-output=3
					gemini-generate|{"promptTokenCount":9,"totalTokenCount":20}|input=9 output=11
					gemini-generate|{"promptTokenCount":9,"thoughtsTokenCount":11,"totalTokenCount":20}|input=9 output=11 reasoning=11
					openai-chat|{"prompt_tokens":9e30,"completion_tokens":8}|output=8
					openai-chat|{"prompt_tokens":1099511627776,"completion_tokens":-8}|input=1099511627776
					openai-chat|{"prompt_tokens":1,"completion_tokens":2,"unknown":{"prompt_tokens":5},"list":[{"completion_tokens":7}]}|input=1 output=2
					""")
	void meansTheSameWhateverTheDialect(String dialect, String usage, String expected) {
		String name = dialect.startsWith("gemini") ? "usageMetadata" : "usage";
		byte[] body = ("{\"data\":[{},{}],\"" + name + "\":" + usage + "}").getBytes(StandardCharsets.UTF_8);
		ReplyFacts facts = ReplyFacts.read(Dialect.byId(dialect), body, 0, body.length);
		assertThat(facts.failed()).isFalse();
		assertThat(facts.usage()).hasToString("Usage[" + expected + " estimated=false]");
	}

	@Test
	void readsOllamaCountsAndLeavesTheAbsentPromptUnknown() {
		byte[] body = "{\"message\":{},\"done\":true,\"eval_count\":5}".getBytes(StandardCharsets.UTF_8);
		Usage usage = ReplyFacts.read(Dialect.OLLAMA_CHAT, body, 0, body.length).usage();
		assertThat(usage).isEqualTo(Usage.of(-1, 5));
		assertThat(usage.known()).isFalse();
	}

	@Test
	void readsTheServiceTierBesideTheUsage() {
		byte[] body = "{\"service_tier\":\"flex\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}"
			.getBytes(StandardCharsets.UTF_8);
		assertThat(ReplyFacts.read(Dialect.OPENAI_CHAT, body, 0, body.length).usage())
			.isEqualTo(Usage.of(1, 2).withServiceTier("flex"));
	}

}
