package dev.sluice.bench.jmh;

import java.nio.charset.StandardCharsets;

import dev.sluice.call.Dialect;

/** Whole answers of a wanted size, as each provider gives them. */
final class ProviderAnswers {

	private static final String OPENAI_CHAT = """
			{"id":"chatcmpl-B7","object":"chat.completion","created":1700000000,"model":"gpt-4o-mini","choices":[{"index":0,\
			"message":{"role":"assistant","content":"%s","refusal":null},"logprobs":null,"finish_reason":"stop"}],\
			"usage":{"prompt_tokens":200,"completion_tokens":50,"total_tokens":250}}""";

	private static final String ANTHROPIC = """
			{"id":"msg_01","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text",\
			"text":"%s"}],"stop_reason":"end_turn","stop_sequence":null,\
			"usage":{"input_tokens":200,"output_tokens":50}}""";

	private static final String GEMINI = """
			{"candidates": [{"content": {"parts": [{"text": "%s"}],"role": "model"},"finishReason": "STOP","index": 0}],\
			"usageMetadata": {"promptTokenCount": 200,"candidatesTokenCount": 50,"totalTokenCount": 250},\
			"modelVersion": "gemini-2.5-flash","responseId": "q0fHaN2B"}""";

	private static final String OLLAMA = """
			{"model":"llama3.2","created_at":"2025-01-01T00:00:00.123456Z","message":{"role":"assistant","content":"%s"},\
			"done":true,"done_reason":"stop","prompt_eval_count":200,"eval_count":50}""";

	private ProviderAnswers() {
	}

	static byte[] of(Dialect dialect, int size) {
		String answer = switch (dialect) {
			case OPENAI_CHAT -> OPENAI_CHAT;
			case ANTHROPIC_MESSAGES -> ANTHROPIC;
			case GEMINI_GENERATE -> GEMINI;
			case OLLAMA_CHAT -> OLLAMA;
			default -> throw new IllegalArgumentException("no answer of " + dialect.id());
		};
		return answer.formatted(Requests.text(size - answer.length())).getBytes(StandardCharsets.UTF_8);
	}

}
