package dev.sluice.chat.anthropic;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
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

	private static final int LONGEST_NAME = 128;

	private static final String CONFIG = "output_config.";

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
		refuse();
		Dialect origin = this.request.origin();
		Names names = new Names(LONGEST_NAME, this.reversal);
		CacheMarks marks = new CacheMarks(this.can.can(Ability.CACHE_MARKS), origin, this.dropped);
		ThinkingPlan thinking = new ThinkingPlan(this.request, this.target, this.dropped);
		ToolPlan tools = new ToolPlan(this.request, this.can, thinking.thinks(), this.dropped, this.reversal);
		BlockWriter blocks = new BlockWriter(origin, this.can, names, marks, this.out, this.dropped);
		MessageWriter messages = new MessageWriter(this.request, this.can, blocks, this.out, this.dropped);
		this.out.object().member("model", this.target.id()).member("max_tokens", thinking.cap());
		// In this order cache marks count.
		new ToolWriter(this.request, this.can, names, marks, this.out, this.dropped, this.reversal).write(tools);
		messages.system();
		messages.messages();
		output();
		sampling(thinking);
		thinking(thinking);
		config(thinking);
		rest();
		this.out.endObject();
		return new WrittenRequest(this.out.toBytes(), this.dropped, this.reversal);
	}

	private void refuse() {
		Output output = this.request.output();
		if (output.choices() != null && output.choices() > 1) {
			String field = Field.CHOICES.in(this.request.origin());
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model gives one answer to a call. Leave out '" + field + "', or set it to 1.")
				.param(field);
		}
	}

	private void lose(Field field) {
		this.dropped.add(field.in(this.request.origin()));
	}

	private void lose(boolean set, Field field) {
		if (set) {
			lose(field);
		}
	}

	private void output() {
		Output output = this.request.output();
		stop(output.stop());
		this.out.optional("stream", output.stream());
		lose(Boolean.TRUE.equals(output.logprobs()) || output.topLogprobs() != null, Field.LOGPROBS);
		lose(output.verbosity() != null, Field.VERBOSITY);
	}

	private void stop(List<String> stop) {
		List<String> taken = stop.stream().filter((text) -> !text.isBlank()).toList();
		boolean can = this.can.can(Ability.STOP) && taken.size() <= this.can.maxStops();
		lose(taken.size() < stop.size() || (!can && !taken.isEmpty()), Field.STOP);
		if (can && !taken.isEmpty()) {
			this.out.array("stop_sequences");
			taken.forEach(this.out::value);
			this.out.endArray();
		}
	}

	private void sampling(ThinkingPlan thinking) {
		Sampling sampling = this.request.sampling();
		boolean takes = this.can.can(Ability.SAMPLING) && !thinking.thinks();
		if (takes) {
			boolean hot = sampling.temperature() != null
					&& sampling.temperature().compareTo(this.can.maxTemperature()) > 0;
			lose(hot, Field.TEMPERATURE);
			this.out.optional("temperature", hot ? this.can.maxTemperature() : sampling.temperature());
			this.out.optional("top_p", sampling.topP()).optional("top_k", sampling.topK());
		}
		lose(!takes && sampling.temperature() != null, Field.TEMPERATURE);
		lose(!takes && sampling.topP() != null, Field.TOP_P);
		lose(!takes && sampling.topK() != null, Field.TOP_K);
		lose(sampling.frequencyPenalty() != null, Field.FREQUENCY_PENALTY);
		lose(sampling.presencePenalty() != null, Field.PRESENCE_PENALTY);
	}

	private void thinking(ThinkingPlan plan) {
		if (plan.type() == null) {
			return;
		}
		this.out.object("thinking").member("type", plan.type());
		if (plan.budget() >= 0) {
			this.out.member("budget_tokens", plan.budget());
		}
		if (this.request.origin() == Dialect.ANTHROPIC_MESSAGES) {
			this.out.optional("display", this.request.reasoning().display());
		}
		this.out.endObject();
	}

	private void config(ThinkingPlan plan) {
		boolean schema = this.request.output().format() instanceof OutputFormat.JsonSchema
				&& this.can.can(Ability.JSON_SCHEMA);
		boolean more = own() && this.request.extras().members().stream().anyMatch(RequestWriter::inConfig);
		if (!schema && plan.effort() == null && !more) {
			return;
		}
		this.out.object("output_config");
		if (plan.effort() != null) {
			this.out.member("effort", plan.effort().word());
		}
		if (schema && this.request.output().format() instanceof OutputFormat.JsonSchema format) {
			this.out.object("format").member("type", "json_schema").member("schema", format.schema()).endObject();
		}
		if (more) {
			this.request.extras()
				.members()
				.stream()
				.filter(RequestWriter::inConfig)
				.forEach((member) -> this.out.member(member.name().substring(CONFIG.length()), member.value()));
		}
		this.out.endObject();
	}

	private static boolean inConfig(Extras.Member member) {
		return member.name().startsWith(CONFIG);
	}

	private boolean own() {
		return this.request.origin() == Dialect.ANTHROPIC_MESSAGES;
	}

	private void rest() {
		if (this.request.user() != null && this.can.can(Ability.USER)) {
			this.out.object("metadata").member("user_id", this.request.user()).endObject();
		}
		serviceTier();
		if (own()) {
			this.request.extras()
				.members()
				.stream()
				.filter((member) -> !inConfig(member))
				.forEach((member) -> this.out.member(member.name(), member.value()));
		}
		else {
			this.request.extras().lose(Dialect.ANTHROPIC_MESSAGES, "", this.dropped);
		}
	}

	private void serviceTier() {
		String tier = this.request.serviceTier();
		if (tier == null || own()) {
			this.out.optional("service_tier", tier);
		}
		else if (this.request.origin().family() == DialectFamily.OPENAI && tier.equals("default")) {
			this.out.member("service_tier", "standard_only");
		}
		else if (tier.equals("auto")) {
			this.out.member("service_tier", "auto");
		}
		else {
			lose(Field.SERVICE_TIER);
		}
	}

}
