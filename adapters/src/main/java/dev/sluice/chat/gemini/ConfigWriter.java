package dev.sluice.chat.gemini;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Field;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** Writes the configuration of a request. Used once. */
final class ConfigWriter {

	private static final int MOST_CHOICES = 8;

	private final ChatRequest request;

	private final boolean own;

	private final TargetModel target;

	private final Capabilities can;

	private final JsonWriter whole;

	private final JsonWriter out = new JsonWriter();

	private final Dropped dropped;

	ConfigWriter(ChatRequest request, TargetModel target, JsonWriter whole, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.GEMINI_GENERATE;
		this.target = target;
		this.can = target.capabilities();
		this.whole = whole;
		this.dropped = dropped;
	}

	void write() {
		this.out.object();
		sampling(this.request.sampling());
		output(this.request.output());
		new ThinkingWriter(this.request, this.can, this.out, this.dropped).write();
		if (this.own) {
			for (Extras.Member member : this.request.extras().members()) {
				if (member.name().startsWith(Words.CONFIG)) {
					this.out.member(member.name().substring(Words.CONFIG.length()), member.value());
				}
			}
		}
		byte[] config = this.out.endObject().toBytes();
		if (config.length > 2) {
			this.whole.member("generationConfig", new RawJson(new String(config, StandardCharsets.UTF_8)));
		}
	}

	private boolean take(boolean matters, Ability needed, Field field) {
		boolean takes = this.own || this.can.can(needed);
		if (matters && !takes) {
			lose(field);
		}
		return takes;
	}

	private void lose(Field field) {
		this.dropped.add(field.in(this.request.origin()));
	}

	private void sampling(Sampling sampling) {
		BigDecimal temperature = sampling.temperature();
		if (temperature != null && take(true, Ability.SAMPLING, Field.TEMPERATURE)) {
			boolean high = !this.own && temperature.compareTo(this.can.maxTemperature()) > 0;
			if (high) {
				lose(Field.TEMPERATURE);
			}
			this.out.optional("temperature", high ? this.can.maxTemperature() : temperature);
		}
		if (take(sampling.topP() != null, Ability.SAMPLING, Field.TOP_P)) {
			this.out.optional("topP", sampling.topP());
		}
		if (take(sampling.topK() != null, Ability.SAMPLING, Field.TOP_K)) {
			this.out.optional("topK", sampling.topK());
		}
		if (take(sampling.frequencyPenalty() != null, Ability.PENALTIES, Field.FREQUENCY_PENALTY)) {
			this.out.optional("frequencyPenalty", sampling.frequencyPenalty());
		}
		if (take(sampling.presencePenalty() != null, Ability.PENALTIES, Field.PRESENCE_PENALTY)) {
			this.out.optional("presencePenalty", sampling.presencePenalty());
		}
		seed(sampling.seed());
	}

	// 32 bits here, 64 elsewhere.
	private void seed(@Nullable Long seed) {
		if (seed == null) {
			return;
		}
		if (seed.intValue() == seed && (this.own || this.can.can(Ability.SEED))) {
			this.out.member("seed", seed.longValue());
		}
		else {
			lose(Field.SEED);
		}
	}

	private void output(Output output) {
		long cap = output.cap(this.target.outputCap());
		if (cap == 0) {
			throw wrong(Field.MAX_TOKENS,
					"An output cap of 0, which only warms a cache, is not known to the API of the chosen model.");
		}
		if (cap > 0) {
			this.out.member("maxOutputTokens", cap);
		}
		stop(output.stop());
		choices(output.choices());
		boolean probabilities = Boolean.TRUE.equals(output.logprobs()) || output.topLogprobs() != null;
		if (take(probabilities, Ability.LOGPROBS, Field.LOGPROBS)) {
			this.out.optional("responseLogprobs", output.logprobs()).optional("logprobs", output.topLogprobs());
		}
		if (output.verbosity() != null) {
			lose(Field.VERBOSITY);
		}
		format(output.format());
	}

	private void stop(List<String> stop) {
		if (stop.isEmpty() || !take(true, Ability.STOP, Field.STOP)) {
			return;
		}
		if (!this.own && stop.size() > this.can.maxStops()) {
			throw wrong(Field.STOP, "Field '" + Field.STOP.in(this.request.origin()) + "' may hold at most "
					+ this.can.maxStops() + " texts for the chosen model.");
		}
		this.out.array("stopSequences");
		stop.forEach(this.out::value);
		this.out.endArray();
	}

	private void choices(@Nullable Long choices) {
		if (choices == null || !take(choices > 1, Ability.CHOICES, Field.CHOICES)) {
			return;
		}
		if (!this.own && choices > MOST_CHOICES) {
			throw wrong(Field.CHOICES, "Field '" + Field.CHOICES.in(this.request.origin()) + "' may be at most "
					+ MOST_CHOICES + " for the chosen model.");
		}
		if (this.own || choices > 1) {
			this.out.member("candidateCount", choices.longValue());
		}
	}

	private void format(@Nullable OutputFormat format) {
		if (format instanceof OutputFormat.PlainText && this.own) {
			this.out.member("responseMimeType", "text/plain");
		}
		else if (format instanceof OutputFormat.JsonObject && take(true, Ability.JSON_OBJECT, Field.FORMAT)) {
			this.out.member("responseMimeType", "application/json");
		}
		else if (format instanceof OutputFormat.JsonSchema schema && take(true, Ability.JSON_SCHEMA, Field.FORMAT)) {
			this.out.member("responseMimeType", "application/json");
			schema(schema.schema());
		}
	}

	private void schema(RawJson schema) {
		if (this.own && this.request.extras().get(Words.CONFIG + "responseSchema") != null) {
			return;
		}
		if (this.own || this.can.can(Ability.PLAIN_SCHEMA)) {
			this.out.member("responseJsonSchema", schema);
			return;
		}
		SchemaSubset.Converted subset = SchemaSubset.of(schema);
		String field = Field.FORMAT.in(this.request.origin()) + ".";
		subset.lost().forEach((keyword) -> this.dropped.add(field + keyword));
		this.out.member("responseSchema", subset.schema());
	}

	private GatewayException wrong(Field field, String message) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, message).param(field.in(this.request.origin()));
	}

}
