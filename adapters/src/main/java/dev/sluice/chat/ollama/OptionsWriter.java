package dev.sluice.chat.ollama;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Field;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.json.JsonWriter;

/** Writes the options of a request. Used once. */
final class OptionsWriter {

	private final ChatRequest request;

	private final boolean own;

	private final TargetModel target;

	private final JsonWriter out;

	private final Dropped dropped;

	OptionsWriter(ChatRequest request, TargetModel target, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.OLLAMA_CHAT;
		this.target = target;
		this.out = out;
		this.dropped = dropped;
	}

	void write() {
		cap();
		sampling(this.request.sampling());
		if (!this.request.output().stop().isEmpty() && take(true, Ability.STOP, Field.STOP)) {
			this.out.array("stop");
			this.request.output().stop().forEach(this.out::value);
			this.out.endArray();
		}
		if (this.own) {
			for (Extras.Member member : this.request.extras().members()) {
				if (member.name().startsWith(OptionsReader.WHERE)) {
					this.out.member(member.name().substring(OptionsReader.WHERE.length()), member.value());
				}
			}
		}
	}

	private void cap() {
		long cap = this.request.output().cap(this.target.outputCap());
		if (cap == 0 && !this.own) {
			String field = Field.MAX_TOKENS.in(this.request.origin());
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"An output cap of 0, which only warms a cache, is not known to the API of the chosen model.")
				.param(field);
		}
		if (cap >= 0) {
			this.out.member("num_predict", cap);
		}
	}

	private void sampling(Sampling sampling) {
		if (take(sampling.temperature() != null, Ability.SAMPLING, Field.TEMPERATURE)) {
			this.out.optional("temperature", sampling.temperature());
		}
		if (take(sampling.topP() != null, Ability.SAMPLING, Field.TOP_P)) {
			this.out.optional("top_p", sampling.topP());
		}
		if (take(sampling.topK() != null, Ability.SAMPLING, Field.TOP_K)) {
			this.out.optional("top_k", sampling.topK());
		}
		if (take(sampling.frequencyPenalty() != null, Ability.PENALTIES, Field.FREQUENCY_PENALTY)) {
			this.out.optional("frequency_penalty", sampling.frequencyPenalty());
		}
		if (take(sampling.presencePenalty() != null, Ability.PENALTIES, Field.PRESENCE_PENALTY)) {
			this.out.optional("presence_penalty", sampling.presencePenalty());
		}
		if (take(sampling.seed() != null, Ability.SEED, Field.SEED)) {
			this.out.optional("seed", sampling.seed());
		}
	}

	private boolean take(boolean matters, Ability needed, Field field) {
		boolean takes = this.own || this.target.capabilities().can(needed);
		if (matters && !takes) {
			this.dropped.add(field.in(this.request.origin()));
		}
		return takes;
	}

}
