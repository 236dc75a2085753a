package dev.sluice.capability;

import java.util.Arrays;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.CatalogueException;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.Effort;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelCapabilitiesTests {

	private static final Catalogue CATALOGUE = TestProviders.catalogue();

	private final ModelCapabilities capabilities = ModelCapabilities.load();

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "anthropic, anthropic-messages, claude-opus-5-5, -, -prefill",
			"anthropic, anthropic-messages, claude-sonnet-4-6, -, -prefill",
			"anthropic, anthropic-messages, claude-opus-4-6, -, -prefill",
			"anthropic, anthropic-messages, claude-haiku-4-5, -, prefill",
			"anthropic, anthropic-messages, claude-haiku-4-5-20251001, -, prefill",
			"vertex, anthropic-messages, claude-haiku-4-5@20251001, -, prefill",
			"anthropic, anthropic-messages, claude-opus-4-20250514, -, prefill",
			"anthropic, anthropic-messages, claude-haiku-4-5, -, sampling",
			"anthropic, anthropic-messages, claude-haiku-4-5, 2026-10-21, -sampling",
			"anthropic, anthropic-messages, claude-haiku-4-5, 2023-06-01, sampling",
			"anthropic, anthropic-messages, claude-3-5-sonnet-20241022, -, sampling",
			"anthropic, anthropic-messages, claude-3-5-sonnet-20241022, -, -thinking",
			"anthropic, anthropic-messages, claude-opus-4-8, -, -sampling",
			"anthropic, anthropic-messages, claude-opus-4-6, -, sampling",
			"anthropic, anthropic-messages, claude-opus-5, -, -sampling",
			"anthropic, anthropic-messages, claude-sonnet-5-5, -, -sampling",
			"anthropic, anthropic-messages, claude-opus-5-5, -, -forced-tools",
			"anthropic, anthropic-messages, claude-opus-4-8, -, forced-tools",
			"anthropic, anthropic-messages, claude-opus-4-8, -, -forced-tools-with-thinking",
			"anthropic, anthropic-messages, claude-opus-5-5, -, -thinking-off",
			"anthropic, anthropic-messages, claude-opus-5-5, -, -thinking-budget",
			"anthropic, anthropic-messages, claude-haiku-4-5, -, thinking-budget",
			"anthropic, anthropic-messages, claude-haiku-4-5, -, -thinking-adaptive",
			"anthropic, anthropic-messages, claude-opus-5, -, system-midway",
			"anthropic, anthropic-messages, claude-opus-5-5, -, -system-midway",
			"anthropic, anthropic-messages, claude-sonnet-5, -, -system-midway",
			"openai, openai-chat, gpt-5.6, -, -tools-with-thinking",
			"openai, openai-responses, gpt-5.6, -, tools-with-thinking",
			"openai, openai-chat, gpt-5, -, tools-with-thinking", "openai, openai-chat, o3, -, -sampling",
			"openai, openai-chat, gpt-5-mini, -, -sampling", "openai, openai-chat, gpt-4o, -, sampling",
			"openai, openai-chat, gpt-4o, -, -thinking", "openai, openai-chat, gpt-3.5-turbo, -, -images",
			"openai, openai-chat, gpt-4-turbo, -, images", "openai, openai-chat, gpt-4o, -, max-completion-tokens",
			"together, openai-chat, x/y, -, -max-completion-tokens", "openrouter, openai-chat, openai/o3, -, -sampling",
			"openrouter, openai-chat, openai/o3, -, reasoning-details",
			"moonshot, openai-chat, kimi-k2.6, -, -sampling", "moonshot, openai-chat, kimi-k2.6, -, reasoning-content",
			"deepseek, openai-chat, deepseek-chat, -, reasoning-content",
			"together, openai-chat, deepseek-ai/DeepSeek-R1, -, -reasoning-content",
			"zai, openai-chat, glm-5, -, -forced-tools", "zai, openai-chat, glm-5, -, -usage-in-stream",
			"groq, openai-chat, llama-3.3-70b-versatile, -, -logprobs", "xai, openai-chat, grok-4.7, -, -stop",
			"together, openai-chat, x/y, -, think-tags", "ollama, ollama-chat, deepseek-r1:8b, -, think-tags",
			"ollama, ollama-chat, qwen3, -, -think-tags", "mistral, openai-chat, mistral-large-latest, -, prefix-mark",
			"mistral, openai-chat, mistral-large-latest, -, -user-after-tool",
			"moonshot, openai-chat, kimi-k2.6, -, partial-mark", "qwen, openai-chat, qwq-plus, -, stream-only",
			"qwen, openai-chat, qwen-plus, -, -stream-only", "openai, openai-chat, gpt-4o, -, user-after-tool",
			"gemini, gemini-generate, gemini-2.5-flash, -, thinking-off",
			"gemini, gemini-generate, gemini-2.5-pro, -, -thinking-off",
			"gemini, gemini-generate, gemini-3-pro, -, -thinking-budget",
			"ollama, ollama-chat, gpt-oss:20b, -, -thinking-off", "ollama, ollama-chat, qwen3, -, thinking-off" })
	void knowsWhatAModelTakes(String provider, String dialect, String model, String version, String ability) {
		boolean refused = ability.startsWith("-");
		Ability asked = Objects.requireNonNull(Ability.of(refused ? ability.substring(1) : ability));
		assertThat(of(provider, dialect, model, version).can(asked)).isEqualTo(!refused);
	}

	@Test
	void knowsEffortsTemperaturesAndBudgets() {
		assertThat(of("openai", "openai-chat", "o3", null).efforts()).containsExactlyInAnyOrder(Effort.LOW,
				Effort.MEDIUM, Effort.HIGH);
		assertThat(of("deepseek", "openai-chat", "deepseek-chat", null).nearest(Effort.MEDIUM)).isIn(Effort.LOW,
				Effort.HIGH);
		assertThat(of("mistral", "openai-chat", "mistral-small-latest", null).maxTemperature()).isEqualTo("1.5");
		assertThat(of("gemini", "gemini-generate", "gemini-2.5-pro", null).minBudget()).isEqualTo(128);
	}

	@Test
	void tellsCodecsTheModelWithItsOutputLimit() {
		Provider anthropic = Objects.requireNonNull(CATALOGUE.find("anthropic"));
		assertThat(this.capabilities.target(anthropic, Dialect.ANTHROPIC_MESSAGES, "claude-haiku-4-5", 7, null)
			.outputTokens()).isEqualTo(64000);
		assertThat(
				this.capabilities.target(anthropic, Dialect.ANTHROPIC_MESSAGES, "claude-new", 7, null).outputTokens())
			.isEqualTo(-1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"rules: [{can: [prefil]}] | x.yaml, line 1: 'can' names 'prefil', which is unknown. Did you mean prefill or",
			"rules: [{effort: [low]}] | x.yaml, line 1: unknown key 'effort'. Did you mean efforts or",
			"rules: [{efforts: [lowest]}] | x.yaml, line 1: 'efforts' names 'lowest', which is unknown. Did you mean low or",
			"rules: [{dialects: [openai]}] | x.yaml, line 1: 'dialects' names 'openai', which is unknown.",
			"rules: [{max-temperature: hot}] | x.yaml, line 1: 'max-temperature' must be a number, but is 'hot'." })
	void refusesWhatItDoesNotUnderstandWithThePlace(String yaml, String message) {
		assertThatThrownBy(() -> CapabilityFile.read("x.yaml", yaml)).isInstanceOf(CatalogueException.class)
			.hasMessageStartingWith(message);
	}

	private Capabilities of(String provider, String dialect, String model, String version) {
		Provider known = Objects.requireNonNull(CATALOGUE.find(provider),
				() -> Arrays.toString(new String[] { provider }));
		return this.capabilities.of(known, Objects.requireNonNull(Dialect.byId(dialect)), model, version);
	}

}
