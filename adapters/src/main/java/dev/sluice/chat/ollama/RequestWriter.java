package dev.sluice.chat.ollama;

import java.nio.charset.StandardCharsets;

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
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** Writes a request for a model behind this API. Used once. */
final class RequestWriter {

	private static final int LONGEST_NAME = 64;

	private final ChatRequest request;

	private final boolean own;

	private final TargetModel target;

	private final Capabilities can;

	private final JsonWriter out = new JsonWriter();

	private final Dropped dropped = new Dropped();

	private final Reversal reversal = new Reversal();

	RequestWriter(ChatRequest request, TargetModel target) {
		this.request = request;
		this.own = request.origin() == Dialect.OLLAMA_CHAT;
		this.target = target;
		this.can = target.capabilities();
	}

	WrittenRequest write() {
		Names names = new Names(LONGEST_NAME, this.reversal);
		this.out.object().member("model", this.target.id());
		new ToolWriter(this.request, this.can, names, this.out, this.dropped, this.reversal).write();
		new MessageWriter(this.request, this.can, names, this.out, this.dropped).write();
		output(this.request.output());
		options();
		think(this.request.reasoning());
		// Streams unless told not to.
		this.out.member("stream", this.request.output().streamed());
		extras();
		return new WrittenRequest(this.out.endObject().toBytes(), this.dropped, this.reversal.of(this.can));
	}

	private void extras() {
		if (!this.own) {
			this.request.extras().lose(Dialect.OLLAMA_CHAT, "", this.dropped);
			String tier = this.request.serviceTier();
			if (tier != null && !tier.equals("auto") && !tier.equals("default") && !tier.equals("standard_only")) {
				lose(Field.SERVICE_TIER);
			}
			return;
		}
		for (Extras.Member member : this.request.extras().members()) {
			if (!member.name().startsWith(OptionsReader.WHERE)) {
				this.out.member(member.name(), member.value());
			}
		}
	}

	private void lose(Field field) {
		this.dropped.add(field.in(this.request.origin()));
	}

	private boolean take(boolean matters, Ability needed, Field field) {
		boolean takes = this.own || this.can.can(needed);
		if (matters && !takes) {
			lose(field);
		}
		return takes;
	}

	private void options() {
		JsonWriter options = new JsonWriter().object();
		new OptionsWriter(this.request, this.target, options, this.dropped).write();
		byte[] written = options.endObject().toBytes();
		if (written.length > 2) {
			this.out.member("options", new RawJson(new String(written, StandardCharsets.UTF_8)));
		}
	}

	private void output(Output output) {
		if (output.choices() != null && output.choices() > 1) {
			String field = Field.CHOICES.in(this.request.origin());
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Field '" + field + "' must be 1 for the chosen model: its provider gives one answer a call.")
				.param(field);
		}
		boolean probabilities = Boolean.TRUE.equals(output.logprobs()) || output.topLogprobs() != null;
		if (take(probabilities, Ability.LOGPROBS, Field.LOGPROBS)) {
			this.out.optional("logprobs", output.logprobs()).optional("top_logprobs", output.topLogprobs());
		}
		if (output.verbosity() != null) {
			lose(Field.VERBOSITY);
		}
		if (output.format() instanceof OutputFormat.JsonObject && take(true, Ability.JSON_OBJECT, Field.FORMAT)) {
			this.out.member("format", "json");
		}
		else if (output.format() instanceof OutputFormat.JsonSchema schema
				&& take(true, Ability.JSON_SCHEMA, Field.FORMAT)) {
			this.out.member("format", schema.schema());
		}
	}

	private void think(Reasoning wish) {
		if (!wish.wished() || !take(wish.wanted(), Ability.THINKING, Field.REASONING)) {
			return;
		}
		Effort effort = this.own ? wish.effort() : wish.asEffort();
		if (!wish.wanted()) {
			off();
		}
		else if (effort == null || (!this.own && !this.can.efforts().contains(Effort.MEDIUM))) {
			this.out.member("think", true);
		}
		else {
			this.out.member("think", (this.own ? effort : this.can.nearest(effort)).word());
		}
	}

	private void off() {
		if (take(true, Ability.THINKING_OFF, Field.REASONING)) {
			this.out.member("think", false);
		}
	}

}
