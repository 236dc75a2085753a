package dev.sluice.chat.completions;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Span;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the members of a request. */
final class RequestReader {

	private static final String NO_PLACE = "which the API of the chosen model's provider has no place for. ";

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_COMPLETIONS);

	private @Nullable String model;

	private @Nullable String prompt;

	private @Nullable Long maxTokens;

	private List<String> stop = List.of();

	private @Nullable Long choices;

	private @Nullable Boolean stream;

	private @Nullable Boolean usageInStream;

	private @Nullable BigDecimal temperature;

	private @Nullable BigDecimal topP;

	private @Nullable BigDecimal frequencyPenalty;

	private @Nullable BigDecimal presencePenalty;

	private @Nullable Long seed;

	private @Nullable String user;

	RequestReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
	}

	ChatRequest read() {
		if (!this.in.start().isObject()) {
			throw this.in.wrong("body", "The body must be a JSON object.");
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull() || ours()) {
				this.in.skip();
			}
			else if (!member(name)) {
				rest(name);
			}
		}
		String said = this.prompt;
		if (said == null || said.isBlank()) {
			throw this.in.wrong("prompt", "Field 'prompt' must hold text.");
		}
		Message message = new Message(Role.USER, List.of(new ContentBlock.Text(said)), true, null, Extras.NONE);
		Output output = new Output((this.maxTokens != null) ? this.maxTokens : -1, this.stop, this.choices, null, null,
				null, null, this.stream, this.usageInStream);
		Sampling sampling = new Sampling(this.temperature, this.topP, null, this.frequencyPenalty, this.presencePenalty,
				this.seed);
		String told = (this.model != null) ? this.model : this.envelope.model();
		return new ChatRequest(Dialect.OPENAI_COMPLETIONS, (told != null) ? told : "", List.of(message), Tooling.NONE,
				output, sampling, Reasoning.UNSET, this.user, null, this.extras.gathered());
	}

	private boolean ours() {
		for (Span cut : this.envelope.cuts()) {
			if (cut.start() <= this.in.position() && this.in.position() < cut.end()) {
				return true;
			}
		}
		return false;
	}

	private boolean member(String name) {
		switch (name) {
			case "model" -> this.model = this.in.text(name);
			case "prompt" -> prompt();
			case "max_tokens" -> this.maxTokens = cap(name);
			case "stop" -> this.stop = this.in.strings(name);
			case "n" -> this.choices = this.in.integer(name);
			case "stream" -> this.stream = this.in.bool(name);
			case "stream_options" -> streamOptions();
			case "temperature" -> this.temperature = this.in.decimal(name);
			case "top_p" -> this.topP = this.in.decimal(name);
			case "frequency_penalty" -> this.frequencyPenalty = this.in.decimal(name);
			case "presence_penalty" -> this.presencePenalty = this.in.decimal(name);
			case "seed" -> this.seed = this.in.integer(name);
			case "user" -> this.user = this.in.string(name);
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

	private void prompt() {
		if (this.in.isString()) {
			this.prompt = this.in.text("prompt");
			return;
		}
		if (!this.in.isArray()) {
			throw this.in.wrong("prompt", "Field 'prompt' must be a string or a list of one string.");
		}
		while (this.in.nextElement()) {
			if (!this.in.isString()) {
				throw this.in.wrong("prompt",
						"Field 'prompt' holds tokens, " + NO_PLACE + "Send the text that they stand for.");
			}
			if (this.prompt != null) {
				throw this.in.wrong("prompt",
						"Field 'prompt' holds several prompts, " + NO_PLACE + "Send each in a call of its own.");
			}
			this.prompt = this.in.text("prompt");
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

	private void rest(String name) {
		RawJson value = this.in.raw();
		Loss loss = switch (name) {
			case "suffix" -> value.text().equals("\"\"") ? Loss.QUIET : Loss.REFUSED;
			case "echo" -> value.text().equals("false") ? Loss.QUIET : Loss.REFUSED;
			case "best_of" -> value.text().equals("1") ? Loss.QUIET : Loss.REFUSED;
			default -> Loss.NAMED;
		};
		this.extras.keep(name, value, loss);
	}

}
