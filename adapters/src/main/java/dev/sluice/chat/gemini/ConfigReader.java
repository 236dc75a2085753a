package dev.sluice.chat.gemini;

import java.math.BigDecimal;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the configuration of a request. */
final class ConfigReader {

	private static final String WHERE = Words.CONFIG;

	private final JsonReader in;

	private final Extras.Gatherer extras;

	private @Nullable Long maxTokens;

	private List<String> stop = List.of();

	private @Nullable Long choices;

	private @Nullable String mimeType;

	private @Nullable RawJson schema;

	private @Nullable Boolean logprobs;

	private @Nullable Long topLogprobs;

	private @Nullable BigDecimal temperature;

	private @Nullable BigDecimal topP;

	private @Nullable Long topK;

	private @Nullable BigDecimal frequencyPenalty;

	private @Nullable BigDecimal presencePenalty;

	private @Nullable Long seed;

	private Reasoning reasoning = Reasoning.UNSET;

	ConfigReader(JsonReader in, Extras.Gatherer extras) {
		this.in = in;
		this.extras = extras;
	}

	void read() {
		if (!this.in.object("generationConfig")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			String camel = Words.camel(name);
			if (!this.in.isNull() && !sampling(camel) && !output(camel)) {
				rest(camel);
			}
		}
	}

	Output output(boolean stream) {
		long cap = (this.maxTokens != null) ? this.maxTokens : -1;
		return new Output(cap, this.stop, this.choices, format(), this.logprobs, this.topLogprobs, null,
				stream ? Boolean.TRUE : null, stream ? Boolean.TRUE : null);
	}

	Sampling sampling() {
		return new Sampling(this.temperature, this.topP, this.topK, this.frequencyPenalty, this.presencePenalty,
				this.seed);
	}

	Reasoning reasoning() {
		return this.reasoning;
	}

	private boolean sampling(String name) {
		switch (name) {
			case "temperature" -> this.temperature = this.in.decimal(WHERE + name);
			case "topP" -> this.topP = this.in.decimal(WHERE + name);
			case "topK" -> this.topK = whole(name);
			case "frequencyPenalty" -> this.frequencyPenalty = this.in.decimal(WHERE + name);
			case "presencePenalty" -> this.presencePenalty = this.in.decimal(WHERE + name);
			case "seed" -> this.seed = this.in.integer(WHERE + name);
			default -> {
				return false;
			}
		}
		return true;
	}

	// SDKs write topK as 40.0.
	private @Nullable Long whole(String name) {
		BigDecimal value = this.in.decimal(WHERE + name);
		return (value != null) ? value.longValue() : null;
	}

	private boolean output(String name) {
		switch (name) {
			case "maxOutputTokens" -> this.maxTokens = cap(name);
			case "stopSequences" -> this.stop = this.in.strings(WHERE + name);
			case "candidateCount" -> this.choices = this.in.integer(WHERE + name);
			case "responseMimeType" -> this.mimeType = this.in.string(WHERE + name);
			case "responseJsonSchema" -> this.schema = this.in.raw();
			case "responseSchema" -> {
				RawJson own = this.in.raw();
				this.schema = PlainSchema.of(own);
				this.extras.keep(WHERE + name, own, Loss.QUIET);
			}
			case "responseLogprobs" -> this.logprobs = this.in.bool(WHERE + name);
			case "logprobs" -> this.topLogprobs = this.in.integer(WHERE + name);
			case "thinkingConfig" -> this.reasoning = new ThinkingReader(this.in).read();
			default -> {
				return false;
			}
		}
		return true;
	}

	private @Nullable Long cap(String name) {
		Long cap = this.in.integer(WHERE + name);
		if (cap != null && cap < 1) {
			throw this.in.wrong(WHERE + name, "Field '" + WHERE + name + "' must be at least 1.");
		}
		return cap;
	}

	private void rest(String name) {
		RawJson value = this.in.raw();
		Loss loss = switch (name) {
			case "mediaResolution", "enableEnhancedCivicAnswers", "audioTimestamp" -> Loss.QUIET;
			case "responseModalities" ->
				value.text().toUpperCase(java.util.Locale.ROOT).equals("[\"TEXT\"]") ? Loss.QUIET : Loss.REFUSED;
			default -> Loss.NAMED;
		};
		this.extras.keep(WHERE + name, value, loss);
	}

	private @Nullable OutputFormat format() {
		if (this.schema != null) {
			return new OutputFormat.JsonSchema(null, null, this.schema, null);
		}
		if (this.mimeType == null) {
			return null;
		}
		return switch (this.mimeType) {
			case "application/json" -> new OutputFormat.JsonObject();
			case "text/plain" -> new OutputFormat.PlainText();
			default -> {
				this.extras.keep(WHERE + "responseMimeType", new RawJson("\"" + this.mimeType + "\""), Loss.NAMED);
				yield null;
			}
		};
	}

}
