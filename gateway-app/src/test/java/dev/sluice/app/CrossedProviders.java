package dev.sluice.app;

import dev.sluice.simulator.SimulatedProvider;

/** Gateways whose providers speak one dialect each. */
final class CrossedProviders {

	private CrossedProviders() {
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
