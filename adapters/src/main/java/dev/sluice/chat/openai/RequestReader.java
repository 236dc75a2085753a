package dev.sluice.chat.openai;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Span;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the members of a request. */
final class RequestReader {

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);

	private final ToolReader tools;

	private @Nullable String model;

	private List<Message> messages = List.of();

	private @Nullable Long maxCompletionTokens;

	private @Nullable Long maxTokens;

	private List<String> stop = List.of();

	private @Nullable Long choices;

	private @Nullable OutputFormat format;

	private @Nullable Boolean logprobs;

	private @Nullable Long topLogprobs;

	private @Nullable String verbosity;

	private @Nullable Boolean stream;

	private @Nullable Boolean usageInStream;

	private @Nullable BigDecimal temperature;

	private @Nullable BigDecimal topP;

	private @Nullable Long topK;

	private @Nullable BigDecimal frequencyPenalty;

	private @Nullable BigDecimal presencePenalty;

	private @Nullable Long seed;

	private Reasoning reasoning = Reasoning.UNSET;

	private @Nullable String user;

	private @Nullable String safetyId;

	private @Nullable String serviceTier;

	RequestReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
		this.tools = new ToolReader(in);
	}

	ChatRequest read() {
		if (!this.in.start().isObject()) {
			throw this.in.wrong("body", "The body must be a JSON object.");
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull() || ours()) {
				this.in.skip();
			}
			else if (!what(name) && !how(name)) {
				rest(name);
			}
		}
		if (this.messages.isEmpty()) {
			throw this.in.wrong("messages", "Field 'messages' must hold at least one message.");
		}
		return request();
	}

	private ChatRequest request() {
		Long cap = (this.maxCompletionTokens != null) ? this.maxCompletionTokens : this.maxTokens;
		Output output = new Output((cap != null) ? cap : -1, this.stop, this.choices, this.format, this.logprobs,
				this.topLogprobs, this.verbosity, this.stream, this.usageInStream);
		Sampling sampling = new Sampling(this.temperature, this.topP, this.topK, this.frequencyPenalty,
				this.presencePenalty, this.seed);
		String told = (this.model != null) ? this.model : this.envelope.model();
		return new ChatRequest(Dialect.OPENAI_CHAT, (told != null) ? told : "", this.messages, this.tools.tooling(),
				output, sampling, this.reasoning, (this.user != null) ? this.user : this.safetyId, this.serviceTier,
				this.extras.gathered());
	}

	private boolean ours() {
		for (Span cut : this.envelope.cuts()) {
			if (cut.start() <= this.in.position() && this.in.position() < cut.end()) {
				return true;
			}
		}
		return false;
	}

	private boolean what(String name) {
		switch (name) {
			case "model" -> this.model = this.in.text(name);
			case "messages" -> this.messages = new MessageReader(this.in).messages();
			case "tools" -> this.tools.tools();
			case "functions" -> this.tools.functions();
			case "tool_choice", "function_call" -> this.tools.choice();
			case "parallel_tool_calls" -> this.tools.parallel();
			case "response_format" -> format();
			case "stream" -> this.stream = this.in.bool(name);
			case "stream_options" -> streamOptions();
			case "user" -> this.user = this.in.string(name);
			case "service_tier" -> this.serviceTier = this.in.string(name);
			default -> {
				return false;
			}
		}
		return true;
	}

	private boolean how(String name) {
		switch (name) {
			case "max_completion_tokens" -> this.maxCompletionTokens = cap(name);
			case "max_tokens" -> this.maxTokens = cap(name);
			case "stop" -> this.stop = this.in.strings(name);
			case "n" -> this.choices = this.in.integer(name);
			case "logprobs" -> this.logprobs = this.in.bool(name);
			case "top_logprobs" -> this.topLogprobs = this.in.integer(name);
			case "verbosity" -> this.verbosity = this.in.string(name);
			case "temperature" -> this.temperature = this.in.decimal(name);
			case "top_p" -> this.topP = this.in.decimal(name);
			case "top_k" -> this.topK = this.in.integer(name);
			case "frequency_penalty" -> this.frequencyPenalty = this.in.decimal(name);
			case "presence_penalty" -> this.presencePenalty = this.in.decimal(name);
			case "seed" -> this.seed = this.in.integer(name);
			case "reasoning_effort" -> effort(name);
			default -> {
				return false;
			}
		}
		return true;
	}

	private @Nullable Long cap(String name) {
		Long cap = this.in.integer(name);
		if (cap != null && cap < 1) {
			throw this.in.wrong(name, "Field '" + name + "' must be at least 1.");
		}
		return cap;
	}

	private void rest(String name) {
		RawJson value = this.in.raw();
		Loss loss = switch (name) {
			case "store", "metadata", "prediction", "prompt_cache_key", "prompt_cache_options",
					"prompt_cache_retention" ->
				Loss.QUIET;
			case "safety_identifier" -> {
				this.safetyId = value.text().startsWith("\"") ? unquoted(value) : null;
				yield Loss.QUIET;
			}
			case "modalities" -> value.text().contains("audio") ? Loss.REFUSED : Loss.QUIET;
			case "audio", "web_search_options" -> Loss.REFUSED;
			default -> Loss.NAMED;
		};
		this.extras.keep(name, value, loss);
	}

	private static String unquoted(RawJson value) {
		return value.text().substring(1, value.text().length() - 1);
	}

	private void effort(String name) {
		String word = this.in.text(name);
		Effort effort = Effort.of(word);
		if (effort != null) {
			this.reasoning = Reasoning.of(effort);
		}
		else {
			this.extras.keep(name, this.in.raw(), Loss.NAMED);
		}
	}

	private void streamOptions() {
		if (!this.in.object("stream_options")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("include_usage")) {
				this.usageInStream = this.in.bool("stream_options.include_usage");
			}
			this.in.skip();
		}
	}

	private void format() {
		if (!this.in.isObject()) {
			throw this.in.wrong("response_format", "Field 'response_format' must be an object.");
		}
		String type = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "type" -> type = this.in.string("response_format.type");
				case "json_schema" -> this.format = schema();
				default -> this.in.skip();
			}
		}
		if ("text".equals(type)) {
			this.format = new OutputFormat.PlainText();
		}
		else if ("json_object".equals(type)) {
			this.format = new OutputFormat.JsonObject();
		}
		else if (!"json_schema".equals(type) || this.format == null) {
			throw this.in.wrong("response_format",
					"Field 'response_format' must be of type text, json_object or json_schema.");
		}
	}

	private @Nullable OutputFormat schema() {
		if (!this.in.object("response_format.json_schema")) {
			return null;
		}
		String label = null;
		String description = null;
		RawJson schema = RawJson.EMPTY_OBJECT;
		Boolean strict = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "name" -> label = this.in.string("response_format.json_schema.name");
				case "description" -> description = this.in.string("response_format.json_schema.description");
				case "schema" -> schema = this.in.raw();
				case "strict" -> strict = this.in.bool("response_format.json_schema.strict");
				default -> this.in.skip();
			}
		}
		return new OutputFormat.JsonSchema(label, description, schema, strict);
	}

}
