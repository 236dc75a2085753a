package dev.sluice.chat.responses;

import java.math.BigDecimal;
import java.util.ArrayList;
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
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the members of a request. */
final class RequestReader {

	/** In front of members of the object {@code reasoning}. */
	static final String REASONING = "reasoning.";

	/** What {@code include} says when token probabilities are wanted. */
	static final String LOGPROBS = "message.output_text.logprobs";

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_RESPONSES);

	private final ToolReader tools;

	private final TextReader text;

	private @Nullable String model;

	private @Nullable Message instructions;

	private List<Message> messages = List.of();

	private @Nullable Long maxTokens;

	private @Nullable Boolean logprobs;

	private @Nullable Long topLogprobs;

	private @Nullable Boolean stream;

	private @Nullable BigDecimal temperature;

	private @Nullable BigDecimal topP;

	private Reasoning reasoning = Reasoning.UNSET;

	private @Nullable String user;

	private @Nullable String safetyId;

	private @Nullable String serviceTier;

	RequestReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
		this.tools = new ToolReader(in);
		this.text = new TextReader(in);
	}

	ChatRequest read() {
		if (!this.in.start().isObject()) {
			throw this.in.wrong("body", "The body must be a JSON object.");
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull() || ours()) {
				this.in.skip();
			}
			else if (!what(name) && !how(name) && !stored(name)) {
				rest(name);
			}
		}
		if (this.messages.isEmpty() && this.instructions == null) {
			throw this.in.wrong("input", "Field 'input' must hold at least one item.");
		}
		return request();
	}

	private ChatRequest request() {
		// A stream of this dialect always tells usage, at its end.
		Output output = new Output((this.maxTokens != null) ? this.maxTokens : -1, List.of(), null, this.text.format(),
				this.logprobs, this.topLogprobs, this.text.verbosity(), this.stream, Boolean.TRUE);
		Sampling sampling = new Sampling(this.temperature, this.topP, null, null, null, null);
		String told = (this.model != null) ? this.model : this.envelope.model();
		return new ChatRequest(Dialect.OPENAI_RESPONSES, (told != null) ? told : "", conversation(),
				this.tools.tooling(), output, sampling, this.reasoning, (this.user != null) ? this.user : this.safetyId,
				this.serviceTier, this.extras.gathered());
	}

	private List<Message> conversation() {
		if (this.instructions == null) {
			return this.messages;
		}
		List<Message> all = new ArrayList<>(this.messages.size() + 1);
		all.add(this.instructions);
		all.addAll(this.messages);
		return List.copyOf(all);
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
			case "input" -> this.messages = new InputReader(this.in).read();
			case "instructions" -> this.instructions = InputReader.instructions(this.in.text(name));
			case "tools" -> this.tools.tools();
			case "tool_choice" -> this.tools.choice(this.extras);
			case "parallel_tool_calls" -> this.tools.parallel();
			case "text" -> this.text.read();
			case "include" -> include();
			default -> {
				return false;
			}
		}
		return true;
	}

	private boolean how(String name) {
		switch (name) {
			case "max_output_tokens" -> this.maxTokens = cap(name);
			case "top_logprobs" -> this.topLogprobs = this.in.integer(name);
			case "stream" -> this.stream = this.in.bool(name);
			case "stream_options" -> this.in.skip();
			case "temperature" -> this.temperature = this.in.decimal(name);
			case "top_p" -> this.topP = this.in.decimal(name);
			case "reasoning" -> reasoning();
			case "user" -> this.user = this.in.string(name);
			case "service_tier" -> this.serviceTier = this.in.string(name);
			default -> {
				return false;
			}
		}
		return true;
	}

	// What the answer would be wrong without, because only its provider has it.
	private boolean stored(String name) {
		switch (name) {
			case "previous_response_id", "conversation" -> throw this.in.wrong(name, "Field '" + name
					+ "' refers to a stored conversation, which the API of the chosen model's provider does not know. "
					+ "Send the whole conversation in 'input', or choose a model of a provider that has this API.");
			case "prompt" -> throw this.in.wrong(name, "Field 'prompt' refers to a stored template, which the API of "
					+ "the chosen model's provider does not know. Send the text itself in 'input'.");
			case "background", "store" -> {
				if (Boolean.TRUE.equals(this.in.bool(name))) {
					throw this.in.wrong(name, "Field '" + name + "' must be false or absent: the API of the chosen "
							+ "model's provider keeps no answers.");
				}
				this.extras.keep(name, new RawJson("false"), Loss.QUIET);
			}
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
			case "metadata", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention" -> Loss.QUIET;
			case "safety_identifier" -> {
				boolean text = value.text().startsWith("\"");
				this.safetyId = text ? value.text().substring(1, value.text().length() - 1) : null;
				yield Loss.QUIET;
			}
			case "truncation" -> value.text().equals("\"disabled\"") ? Loss.QUIET : Loss.NAMED;
			default -> Loss.NAMED;
		};
		this.extras.keep(name, value, loss);
	}

	private void include() {
		int start = this.in.position();
		for (String wish : this.in.strings("include")) {
			if (wish.equals(LOGPROBS)) {
				this.logprobs = Boolean.TRUE;
			}
		}
		this.extras.keep("include", this.in.since(start), Loss.QUIET);
	}

	private void reasoning() {
		if (!this.in.object("reasoning")) {
			return;
		}
		Effort effort = null;
		String display = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			if (name.equals("effort") && Effort.of(this.in.text("reasoning.effort")) != null) {
				effort = Effort.of(this.in.text("reasoning.effort"));
			}
			else if (name.equals("summary")) {
				display = this.in.string("reasoning.summary");
			}
			else {
				// Which thoughts the model sees again only tunes how it is served.
				this.extras.keep(REASONING + name, this.in.raw(),
						name.equals("context") || name.equals("generate_summary") ? Loss.QUIET : Loss.NAMED);
			}
		}
		Reasoning.Mode mode = (effort == Effort.NONE) ? Reasoning.Mode.OFF : Reasoning.Mode.UNSET;
		this.reasoning = new Reasoning(mode, effort, -1, display);
	}

}
