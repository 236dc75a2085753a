package dev.sluice.app;

import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

/** Gateways whose providers speak one dialect each. */
final class CrossedProviders {

	private CrossedProviders() {
	}

	/**
	 * The input tokens that the provider tells for a call, by asking it once more in the
	 * same words.
	 */
	static long toldInput(SimulatedProvider provider, LoggedCall call) {
		JsonNode answer = PlainHttp.json(PlainHttp.post(provider.baseUrl() + call.path(), call.bodyText()));
		return Stream
			.of("/usage/prompt_tokens", "/usage/input_tokens", "/usageMetadata/promptTokenCount", "/prompt_eval_count")
			.map(answer::at)
			.filter(JsonNode::isNumber)
			.findFirst()
			.orElseThrow()
			.asLong();
	}

	static RunningGateway start(SimulatedProvider provider) {
		return RunningGateway.start("OPENAI_API_KEY=provider-secret", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
				"sluice.providers.openai.dialects=openai-chat,openai-responses", "ANTHROPIC_API_KEY=provider-secret",
				"ANTHROPIC_BASE_URL=" + provider.baseUrl(), "GEMINI_API_KEY=provider-secret",
				"GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(), "sluice.providers.gemini.dialects=gemini-generate",
				"OLLAMA_HOST=" + provider.baseUrl(), "sluice.providers.ollama.dialects=ollama-chat",
				"MISTRAL_API_KEY=provider-secret", "MISTRAL_BASE_URL=" + provider.baseUrl() + "/v1");
	}

}
