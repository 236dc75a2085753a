package dev.sluice.chat;

import dev.sluice.call.Dialect;

/** What a request can wish for, and the word for it in each dialect that has one. */
public enum Field {

	/** The output cap. */
	MAX_TOKENS("max_completion_tokens", "max_output_tokens", "max_tokens", "generationConfig.maxOutputTokens",
			"options.num_predict"),
	/** The temperature. */
	TEMPERATURE("temperature", "temperature", "temperature", "generationConfig.temperature", "options.temperature"),
	/** Nucleus sampling. */
	TOP_P("top_p", "top_p", "top_p", "generationConfig.topP", "options.top_p"),
	/** Sampling among the most likely. */
	TOP_K("top_k", "top_k", "top_k", "generationConfig.topK", "options.top_k"),
	/** The frequency penalty. */
	FREQUENCY_PENALTY("frequency_penalty", "frequency_penalty", "frequency_penalty",
			"generationConfig.frequencyPenalty", "options.frequency_penalty"),
	/** The presence penalty. */
	PRESENCE_PENALTY("presence_penalty", "presence_penalty", "presence_penalty", "generationConfig.presencePenalty",
			"options.presence_penalty"),
	/** The seed. */
	SEED("seed", "seed", "seed", "generationConfig.seed", "options.seed"),
	/** Stop texts. */
	STOP("stop", "stop", "stop_sequences", "generationConfig.stopSequences", "options.stop"),
	/** How many answers. */
	CHOICES("n", "n", "n", "generationConfig.candidateCount", "n"),
	/** Token probabilities. */
	LOGPROBS("logprobs", "top_logprobs", "logprobs", "generationConfig.responseLogprobs", "logprobs"),
	/** The answer's form. */
	FORMAT("response_format", "text.format", "output_config.format", "generationConfig.responseJsonSchema", "format"),
	/** How long-winded. */
	VERBOSITY("verbosity", "text.verbosity", "verbosity", "verbosity", "verbosity"),
	/** Thinking. */
	REASONING("reasoning_effort", "reasoning", "thinking", "generationConfig.thinkingConfig", "think"),
	/** Which tool to call. */
	TOOL_CHOICE("tool_choice", "tool_choice", "tool_choice", "toolConfig", "tool_choice"),
	/** Several tools at once. */
	PARALLEL("parallel_tool_calls", "parallel_tool_calls", "tool_choice.disable_parallel_tool_use",
			"parallel_tool_calls", "parallel_tool_calls"),
	/** The end user. */
	USER("user", "user", "metadata.user_id", "user", "user"),
	/** The service tier. */
	SERVICE_TIER("service_tier", "service_tier", "service_tier", "serviceTier", "service_tier"),
	/** Tools that provider or API do not know. */
	TOOLS("tools", "tools", "tools", "tools", "tools"),
	/** Exact matching of tool arguments. */
	TOOL_STRICT("tools.strict", "tools.strict", "tools.strict", "tools.strict", "tools.strict"),
	/** Cache marks. */
	CACHE("prompt_cache_breakpoint", "prompt_cache_breakpoint", "cache_control", "cachedContent", "cache_control"),
	/** What models thought in earlier turns. */
	THOUGHTS("messages.reasoning_content", "input.reasoning", "messages.content.thinking", "contents.parts.thought",
			"messages.thinking"),
	/** The messages. */
	MESSAGES("messages", "input", "messages", "contents", "messages");

	private final String chat;

	private final String responses;

	private final String anthropic;

	private final String gemini;

	private final String ollama;

	Field(String chat, String responses, String anthropic, String gemini, String ollama) {
		this.chat = chat;
		this.responses = responses;
		this.anthropic = anthropic;
		this.gemini = gemini;
		this.ollama = ollama;
	}

	/**
	 * Its word in a dialect.
	 * @param dialect whose client shall understand it
	 * @return a field path
	 */
	public String in(Dialect dialect) {
		return switch (dialect.family()) {
			case OPENAI -> (dialect == Dialect.OPENAI_RESPONSES) ? this.responses : this.chat;
			case ANTHROPIC -> this.anthropic;
			case GEMINI -> this.gemini;
			case OLLAMA -> this.ollama;
		};
	}

}
