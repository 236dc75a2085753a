package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads a whole answer. Used once. */
final class AnswerReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_GENERATE);

	private final List<ChatAnswer.Choice> choices = new ArrayList<>();

	private @Nullable String id;

	private @Nullable String model;

	private Usage usage = Usage.UNKNOWN;

	private @Nullable Finish blocked;

	AnswerReader(JsonReader in) {
		this.in = in;
	}

	ChatAnswer read() {
		if (this.in.start().isObject()) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				if (!this.in.isNull()) {
					member(Words.camel(name));
				}
			}
		}
		if (this.choices.isEmpty() && this.blocked != null) {
			this.choices.add(new ChatAnswer.Choice(0, List.of(), this.blocked, null, Extras.NONE));
		}
		if (this.choices.isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no candidates.");
		}
		return new ChatAnswer(this.id, this.model, -1, List.copyOf(this.choices), this.usage, this.extras.gathered());
	}

	private void member(String name) {
		switch (name) {
			case "responseId" -> this.id = this.in.string(name);
			case "modelVersion" -> this.model = this.in.string(name);
			case "usageMetadata" -> usage();
			case "promptFeedback" -> {
				int start = this.in.position();
				this.blocked = PromptFeedback.read(this.in);
				this.extras.keep(name, this.in.since(start), Loss.QUIET);
			}
			case "candidates" -> {
				if (this.in.array(name)) {
					while (this.in.nextElement()) {
						if (this.in.object(name)) {
							choice(new Candidate(this.in, CallHistory.ofAnswer(), this.choices.size()).read());
						}
					}
				}
			}
			default -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
		}
	}

	// More detailed than what is neutral: kept for clients of the same dialect.
	private void usage() {
		int start = this.in.position();
		this.usage = TokenUsage.read(this.in);
		RawJson whole = this.in.since(start);
		if (whole.isObject()) {
			this.extras.keep("usageMetadata", whole, Loss.QUIET);
		}
	}

	private void choice(Candidate candidate) {
		String word = (candidate.reason() != null) ? candidate.reason() : "OTHER";
		Finish finish = candidate.finish(word);
		if (finish.reason() == FinishReason.FAILED) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider's model failed to answer: " + word + ".");
		}
		this.choices.add(new ChatAnswer.Choice(candidate.index(), List.copyOf(candidate.blocks()),
				finish.given(candidate.callsTools()), candidate.logprobs(), candidate.extras(word)));
	}

}
