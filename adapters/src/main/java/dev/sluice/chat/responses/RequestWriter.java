package dev.sluice.chat.responses;

import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;

/** Writes a request for a model behind this API. Used once. */
final class RequestWriter {

	private static final int LONGEST_NAME = 64;

	private static final int LEAST_OUTPUT = 16;

	/** Members that the other APIs of OpenAI know by the same name. */
	private static final Set<String> SHARED = Set.of("store", "metadata", "prompt_cache_key", "prompt_cache_options",
			"prompt_cache_retention", "safety_identifier", "moderation");

	private final ChatRequest request;

	private final boolean own;

	private final TargetModel target;

	private final Capabilities can;

	private final JsonWriter out = new JsonWriter();

	private final Dropped dropped = new Dropped();

	private final Reversal reversal = new Reversal();

	RequestWriter(ChatRequest request, TargetModel target) {
		this.request = request;
		this.own = request.origin() == Dialect.OPENAI_RESPONSES;
		this.target = target;
		this.can = target.capabilities();
	}

	WrittenRequest write() {
		Names names = new Names(LONGEST_NAME, this.reversal);
		this.out.object().member("model", this.target.id());
		new InputWriter(this.request, this.can, names, this.out, this.dropped).write();
		new ToolWriter(this.request, this.can, names, this.out, this.dropped).write();
		output();
		sampling();
		reasoning();
		user();
		extras();
		this.out.endObject();
		return new WrittenRequest(this.out.toBytes(), this.dropped, this.reversal);
	}

	private void lose(boolean matters, Field field) {
		if (matters) {
			this.dropped.add(field.in(this.request.origin()));
		}
	}

	private boolean take(boolean matters, Ability needed, Field field) {
		boolean takes = this.can.can(needed);
		lose(matters && !takes, field);
		return takes;
	}

	private void output() {
		Output output = this.request.output();
		cap(output);
		lose(!output.stop().isEmpty(), Field.STOP);
		if (output.choices() != null && output.choices() > 1) {
			String field = Field.CHOICES.in(this.request.origin());
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Field '" + field + "' must be 1: the API of the chosen model's provider gives one answer a call.")
				.param(field);
		}
		logprobs(output);
		text(output);
		this.out.optional("stream", output.stream());
	}

	private void cap(Output output) {
		long cap = output.cap(this.target.outputCap());
		if (cap == 0) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"An output cap of 0, which only warms a cache, is not known to the API of the chosen model.")
				.param(Field.MAX_TOKENS.in(this.request.origin()));
		}
		if (cap > 0) {
			this.out.member("max_output_tokens", this.own ? cap : Math.max(cap, LEAST_OUTPUT));
		}
	}

	private void logprobs(Output output) {
		boolean wanted = Boolean.TRUE.equals(output.logprobs()) || output.topLogprobs() != null;
		if (!take(wanted, Ability.LOGPROBS, Field.LOGPROBS)) {
			return;
		}
		this.out.optional("top_logprobs", output.topLogprobs());
	}

	private void text(Output output) {
		OutputFormat format = output.format();
		boolean schema = format instanceof OutputFormat.JsonSchema && take(true, Ability.JSON_SCHEMA, Field.FORMAT);
		boolean object = format instanceof OutputFormat.JsonObject && take(true, Ability.JSON_OBJECT, Field.FORMAT);
		boolean plain = format instanceof OutputFormat.PlainText;
		if (!schema && !object && !plain && output.verbosity() == null) {
			return;
		}
		this.out.object("text");
		if (schema) {
			schema((OutputFormat.JsonSchema) format);
		}
		else if (object || plain) {
			this.out.object("format").member("type", object ? "json_object" : "text").endObject();
		}
		this.out.optional("verbosity", output.verbosity()).endObject();
	}

	private void schema(OutputFormat.@Nullable JsonSchema schema) {
		if (schema != null) {
			this.out.object("format").member("type", "json_schema");
			this.out.member("name", (schema.name() != null) ? schema.name() : "answer");
			this.out.optional("description", schema.description());
			this.out.member("schema", schema.schema()).optional("strict", schema.strict()).endObject();
		}
	}

	private void sampling() {
		Sampling sampling = this.request.sampling();
		if (take(sampling.temperature() != null, Ability.SAMPLING, Field.TEMPERATURE)) {
			boolean high = sampling.temperature() != null
					&& sampling.temperature().compareTo(this.can.maxTemperature()) > 0;
			lose(high, Field.TEMPERATURE);
			this.out.optional("temperature", high ? this.can.maxTemperature() : sampling.temperature());
		}
		if (take(sampling.topP() != null, Ability.SAMPLING, Field.TOP_P)) {
			this.out.optional("top_p", sampling.topP());
		}
		lose(sampling.topK() != null, Field.TOP_K);
		lose(sampling.frequencyPenalty() != null, Field.FREQUENCY_PENALTY);
		lose(sampling.presencePenalty() != null, Field.PRESENCE_PENALTY);
		lose(sampling.seed() != null, Field.SEED);
	}

	private void reasoning() {
		Reasoning reasoning = this.request.reasoning();
		Effort effort = reasoning.asEffort();
		boolean think = effort != null && take(effort != Effort.NONE, Ability.THINKING, Field.REASONING);
		String summary = summary(reasoning);
		Extras extras = this.request.extras();
		boolean more = this.own
				&& extras.members().stream().anyMatch((member) -> member.name().startsWith(RequestReader.REASONING));
		if (!think && summary == null && !more) {
			return;
		}
		this.out.object("reasoning");
		if (think && effort != null) {
			this.out.member("effort", this.can.nearest(effort).word());
		}
		this.out.optional("summary", summary);
		if (this.own) {
			members(RequestReader.REASONING);
		}
		this.out.endObject();
	}

	// Clients of other dialects see thinking whenever there is any.
	private @Nullable String summary(Reasoning reasoning) {
		if (!this.can.can(Ability.THINKING)) {
			return null;
		}
		if (this.own) {
			return reasoning.display();
		}
		return (reasoning.wanted() && !"omitted".equals(reasoning.display())) ? "auto" : null;
	}

	private void user() {
		String user = this.request.user();
		boolean safety = this.request.extras().get("safety_identifier") != null;
		if (user != null && this.can.can(Ability.USER) && !safety) {
			this.out.member("user", user);
		}
		String tier = this.request.serviceTier();
		if (tier == null || this.request.origin().family() == Dialect.OPENAI_RESPONSES.family()) {
			this.out.optional("service_tier", tier);
		}
		else if (tier.equals("standard_only")) {
			this.out.member("service_tier", "default");
		}
		else {
			lose(!tier.equals("auto"), Field.SERVICE_TIER);
		}
	}

	private void extras() {
		Extras extras = this.request.extras();
		if (this.own) {
			members("");
			return;
		}
		if (extras.get("store") == null || extras.origin().family() != Dialect.OPENAI_RESPONSES.family()) {
			this.out.member("store", false);
		}
		include();
		extras.write(Dialect.OPENAI_RESPONSES, "", this.out, this.dropped, SHARED);
	}

	// Nothing is stored, so reasoning has to travel through the client.
	private void include() {
		boolean sealed = this.request.reasoning().wanted() && this.can.can(Ability.THINKING);
		boolean logprobs = Boolean.TRUE.equals(this.request.output().logprobs()) && this.can.can(Ability.LOGPROBS);
		if (!sealed && !logprobs) {
			return;
		}
		this.out.array("include");
		if (sealed) {
			this.out.value("reasoning.encrypted_content");
		}
		if (logprobs) {
			this.out.value(RequestReader.LOGPROBS);
		}
		this.out.endArray();
	}

	private void members(String prefix) {
		for (Extras.Member member : this.request.extras().members()) {
			boolean inner = member.name().startsWith(RequestReader.REASONING);
			if (inner != prefix.isEmpty()) {
				this.out.member(member.name().substring(prefix.length()), member.value());
			}
		}
	}

}
