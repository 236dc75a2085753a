package dev.sluice.chat.anthropic;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;

/** Reads a whole answer. Used once. */
final class AnswerReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.ANTHROPIC_MESSAGES);

	private final MessageUsage usage = new MessageUsage();

	private @Nullable String id;

	private @Nullable String model;

	private @Nullable List<ContentBlock> content;

	private FinishReason reason = FinishReason.OTHER;

	private @Nullable String stopSequence;

	private @Nullable String explanation;

	AnswerReader(JsonReader in) {
		this.in = in;
	}

	ChatAnswer read() {
		if (this.in.start().isObject()) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				if (!this.in.isNull()) {
					member(name);
				}
			}
		}
		if (this.content == null) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no content.");
		}
		Finish finish = new Finish(this.reason, this.stopSequence, this.explanation);
		ChatAnswer.Choice choice = new ChatAnswer.Choice(0, this.content, finish, null, Extras.NONE);
		return new ChatAnswer(this.id, this.model, -1, List.of(choice), this.usage.usage(), this.extras.gathered());
	}

	private void member(String name) {
		switch (name) {
			case "id" -> this.id = this.in.string(name);
			case "model" -> this.model = this.in.string(name);
			case "type", "role" -> this.in.skip();
			case "content" -> this.content = BlockReader.blocks(this.in, name);
			case "stop_reason" -> this.reason = StopReasons.read(this.in.text(name));
			case "stop_sequence" -> this.stopSequence = this.in.string(name);
			case "stop_details" -> this.explanation = explanation(this.in);
			case "usage" -> this.usage.read(this.in);
			default -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
		}
	}

	static @Nullable String explanation(JsonReader in) {
		String explanation = null;
		if (in.isObject()) {
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (name.equals("explanation") && in.isString()) {
					explanation = in.text(name);
				}
				in.skip();
			}
		}
		return explanation;
	}

}
