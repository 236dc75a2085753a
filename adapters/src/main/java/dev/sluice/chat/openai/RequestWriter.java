package dev.sluice.chat.openai;

import java.util.List;
import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;

/** Writes a request for a model behind this API. Used once. */
final class RequestWriter {

	private static final int LONGEST_NAME = 64;

	/** Members that the other APIs of OpenAI know by the same name. */
	private static final Set<String> SHARED = Set.of("store", "metadata", "prompt_cache_key", "prompt_cache_options",
			"prompt_cache_retention", "safety_identifier", "moderation", "logit_bias");

	private final ChatRequest request;

	private final TargetModel target;

	private final Capabilities can;

	private final JsonWriter out = new JsonWriter();

	private final Dropped dropped = new Dropped();

	private final Reversal reversal = new Reversal();

	RequestWriter(ChatRequest request, TargetModel target) {
		this.request = request;
		this.target = target;
		this.can = target.capabilities();
	}

	WrittenRequest write() {
		Names names = new Names(LONGEST_NAME, this.reversal);
		this.out.object().member("model", this.target.id());
		new ToolWriter(this.request, this.can, names, this.out, this.dropped).write();
		new MessageWriter(this.request, this.can, names, this.out, this.dropped).write();
		output();
		sampling();
		reasoning();
		user();
		this.request.extras().write(Dialect.OPENAI_CHAT, "", this.out, this.dropped, SHARED);
		this.out.endObject();
		return new WrittenRequest(this.out.toBytes(), this.dropped, this.reversal.of(this.can));
	}

	private void lose(Field field) {
		this.dropped.add(field.in(this.request.origin()));
	}

	private void output() {
		Output output = this.request.output();
		cap(output);
		stop(output.stop());
		if (output.choices() != null && take(output.choices() > 1, Ability.CHOICES, Field.CHOICES)) {
			this.out.optional("n", output.choices());
		}
		boolean probabilities = Boolean.TRUE.equals(output.logprobs()) || output.topLogprobs() != null;
		if (take(probabilities, Ability.LOGPROBS, Field.LOGPROBS)) {
			this.out.optional("logprobs", output.logprobs()).optional("top_logprobs", output.topLogprobs());
		}
		this.out.optional("verbosity", output.verbosity());
		format(output.format());
		stream(output);
	}

	private void cap(Output output) {
		long cap = output.cap(this.target.outputCap());
		if (cap == 0) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"An output cap of 0, which only warms a cache, is not known to the API of the chosen model.")
				.param(Field.MAX_TOKENS.in(this.request.origin()));
		}
		if (cap > 0) {
			this.out.member(this.can.can(Ability.MAX_COMPLETION_TOKENS) ? "max_completion_tokens" : "max_tokens", cap);
		}
	}

	private void stop(List<String> stop) {
		if (stop.isEmpty() || !take(true, Ability.STOP, Field.STOP)) {
			return;
		}
		if (stop.size() > this.can.maxStops()) {
			String field = Field.STOP.in(this.request.origin());
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Field '" + field + "' may hold at most " + this.can.maxStops() + " texts for the chosen model.")
				.param(field);
		}
		this.out.array("stop");
		stop.forEach(this.out::value);
		this.out.endArray();
	}

	/**
	 * Whether a wish may be sent; when it matters and must not be, it is noted as lost.
	 */
	private boolean take(boolean matters, Ability needed, Field field) {
		boolean takes = this.can.can(needed);
		if (matters && !takes) {
			lose(field);
		}
		return takes;
	}

	private void format(@org.jspecify.annotations.Nullable OutputFormat format) {
		if (format instanceof OutputFormat.PlainText) {
			this.out.object("response_format").member("type", "text").endObject();
		}
		else if (format instanceof OutputFormat.JsonObject && take(true, Ability.JSON_OBJECT, Field.FORMAT)) {
			this.out.object("response_format").member("type", "json_object").endObject();
		}
		else if (format instanceof OutputFormat.JsonSchema schema) {
			schema(schema);
		}
	}

	private void schema(OutputFormat.JsonSchema schema) {
		if (!this.can.can(Ability.JSON_SCHEMA)) {
			lose(Field.FORMAT);
			if (this.can.can(Ability.JSON_OBJECT)) {
				this.out.object("response_format").member("type", "json_object").endObject();
			}
			return;
		}
		this.out.object("response_format").member("type", "json_schema").object("json_schema");
		this.out.member("name", (schema.name() != null) ? schema.name() : "answer");
		this.out.optional("description", schema.description());
		this.out.member("schema", schema.schema()).optional("strict", schema.strict());
		this.out.endObject().endObject();
	}

	private void stream(Output output) {
		boolean own = this.request.origin() == Dialect.OPENAI_CHAT;
		boolean always = !own && this.can.can(Ability.STREAM_ONLY);
		this.out.optional("stream", always ? Boolean.TRUE : output.stream());
		// A stream that crosses dialects is metered, whatever the client is shown.
		Boolean usage = own ? output.usageInStream()
				: ((output.streamed() || always) && this.can.can(Ability.USAGE_IN_STREAM)) ? Boolean.TRUE : null;
		if (usage != null) {
			this.out.object("stream_options").member("include_usage", usage.booleanValue()).endObject();
		}
	}

	private void sampling() {
		Sampling sampling = this.request.sampling();
		if (take(sampling.temperature() != null, Ability.SAMPLING, Field.TEMPERATURE)) {
			if (sampling.temperature() != null && sampling.temperature().compareTo(this.can.maxTemperature()) > 0) {
				lose(Field.TEMPERATURE);
				this.out.optional("temperature", this.can.maxTemperature());
			}
			else {
				this.out.optional("temperature", sampling.temperature());
			}
		}
		if (take(sampling.topP() != null, Ability.SAMPLING, Field.TOP_P)) {
			this.out.optional("top_p", sampling.topP());
		}
		topK(sampling);
		if (take(sampling.frequencyPenalty() != null, Ability.PENALTIES, Field.FREQUENCY_PENALTY)) {
			this.out.optional("frequency_penalty", sampling.frequencyPenalty());
		}
		if (take(sampling.presencePenalty() != null, Ability.PENALTIES, Field.PRESENCE_PENALTY)) {
			this.out.optional("presence_penalty", sampling.presencePenalty());
		}
		if (this.can.can(Ability.SEED)) {
			this.out.optional("seed", sampling.seed());
		}
	}

	// Not OpenAI's, but sent by clients to vendors that copy its API.
	private void topK(Sampling sampling) {
		if (this.request.origin() == Dialect.OPENAI_CHAT) {
			this.out.optional("top_k", sampling.topK());
		}
		else if (sampling.topK() != null) {
			lose(Field.TOP_K);
		}
	}

	private void reasoning() {
		Effort wished = this.request.reasoning().asEffort();
		if (!this.can.can(Ability.TOOLS_WITH_THINKING) && !this.request.tooling().tools().isEmpty()) {
			if (this.request.reasoning().wanted()) {
				lose(Field.REASONING);
			}
			wished = Effort.NONE;
		}
		if (wished != null && take(wished != Effort.NONE, Ability.THINKING, Field.REASONING)) {
			this.out.member("reasoning_effort", this.can.nearest(wished).word());
		}
	}

	private void user() {
		String user = this.request.user();
		boolean safety = this.request.extras().get("safety_identifier") != null;
		if (user != null && this.can.can(Ability.USER) && !safety) {
			this.out.member("user", user);
		}
		serviceTier();
	}

	private void serviceTier() {
		String tier = this.request.serviceTier();
		if (tier == null || this.request.origin().family() == Dialect.OPENAI_CHAT.family()) {
			this.out.optional("service_tier", tier);
		}
		else if (tier.equals("standard_only")) {
			this.out.member("service_tier", "default");
		}
		else if (!tier.equals("auto")) {
			lose(Field.SERVICE_TIER);
		}
	}

}
