package dev.sluice.chat.completions;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Field;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;

/**
 * Writes a request for a model behind this API: instructions and one question make the
 * prompt. A conversation has no form here that a model would be sure to read as one, so
 * it is refused. Used once.
 */
final class RequestWriter {

	private static final Set<String> SHARED = Set.of("logit_bias");

	private final ChatRequest request;

	private final TargetModel target;

	private final Capabilities can;

	private final JsonWriter out = new JsonWriter();

	private final Dropped dropped = new Dropped();

	RequestWriter(ChatRequest request, TargetModel target) {
		this.request = request;
		this.target = target;
		this.can = target.capabilities();
	}

	WrittenRequest write() {
		this.out.object().member("model", this.target.id()).member("prompt", prompt());
		output(this.request.output());
		sampling(this.request.sampling());
		this.request.tooling().tools().forEach((tool) -> this.dropped.add("tools." + tool.name()));
		lose(this.request.reasoning().wanted(), Field.REASONING);
		lose(this.request.serviceTier() != null, Field.SERVICE_TIER);
		if (this.can.can(Ability.USER)) {
			this.out.optional("user", this.request.user());
		}
		this.request.extras().write(Dialect.OPENAI_COMPLETIONS, "", this.out, this.dropped, SHARED);
		this.out.endObject();
		return new WrittenRequest(this.out.toBytes(), this.dropped, new Reversal().of(this.can));
	}

	private void lose(boolean matters, Field field) {
		if (matters) {
			this.dropped.add(field.in(this.request.origin()));
		}
	}

	private String prompt() {
		List<Message> messages = this.request.messages();
		long turns = messages.stream().filter((message) -> !message.role().instructs()).count();
		boolean asked = messages.stream().anyMatch((message) -> message.role() == Role.USER);
		if (turns != 1 || !asked) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model takes one prompt and no conversation. Send one user message, or choose a chat "
							+ "model.")
				.param(Field.MESSAGES.in(this.request.origin()));
		}
		return messages.stream()
			.flatMap((message) -> message.content().stream())
			.map(this::text)
			.filter((text) -> !text.isBlank())
			.collect(Collectors.joining("\n\n"));
	}

	private String text(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			return text.text();
		}
		throw new GatewayException(ErrorKind.INVALID_REQUEST,
				"The chosen model takes text only. Leave images, documents and sounds out, or choose a chat model.")
			.param(Field.MESSAGES.in(this.request.origin()));
	}

	private void output(Output output) {
		long cap = output.cap(this.target.outputCap());
		// Silence would mean 16 tokens.
		long sent = (cap > 0 || this.request.origin() == Dialect.OPENAI_COMPLETIONS) ? cap
				: this.target.demandedCap(output);
		if (sent > 0) {
			this.out.member("max_tokens", sent);
		}
		stop(output.stop());
		this.out.optional("n", output.choices());
		lose(Boolean.TRUE.equals(output.logprobs()) || output.topLogprobs() != null, Field.LOGPROBS);
		lose(output.format() != null && !(output.format() instanceof OutputFormat.PlainText), Field.FORMAT);
		lose(output.verbosity() != null, Field.VERBOSITY);
		this.out.optional("stream", output.stream());
		boolean own = this.request.origin() == Dialect.OPENAI_COMPLETIONS;
		// A stream that crosses dialects is metered, whatever the client is shown.
		Boolean usage = own ? output.usageInStream()
				: (output.streamed() && this.can.can(Ability.USAGE_IN_STREAM)) ? Boolean.TRUE : null;
		if (usage != null) {
			this.out.object("stream_options").member("include_usage", usage.booleanValue()).endObject();
		}
	}

	private void stop(List<String> stop) {
		if (stop.size() > this.can.maxStops()) {
			String field = Field.STOP.in(this.request.origin());
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Field '" + field + "' may hold at most " + this.can.maxStops() + " texts for the chosen model.")
				.param(field);
		}
		if (!stop.isEmpty()) {
			this.out.array("stop");
			stop.forEach(this.out::value);
			this.out.endArray();
		}
	}

	private void sampling(Sampling sampling) {
		this.out.optional("temperature", sampling.temperature()).optional("top_p", sampling.topP());
		lose(sampling.topK() != null, Field.TOP_K);
		this.out.optional("frequency_penalty", sampling.frequencyPenalty());
		this.out.optional("presence_penalty", sampling.presencePenalty());
		this.out.optional("seed", sampling.seed());
	}

}
