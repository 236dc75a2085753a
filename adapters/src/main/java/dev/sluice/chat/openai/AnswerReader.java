package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** Reads a whole answer. Used once. */
final class AnswerReader {

	/** Marks members of the message among those of its choice. */
	static final String IN_MESSAGE = "message.";

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);

	private final List<ChatAnswer.Choice> choices = new ArrayList<>();

	private @Nullable String id;

	private @Nullable String model;

	private long created = -1;

	private Usage usage = Usage.UNKNOWN;

	AnswerReader(JsonReader in) {
		this.in = in;
	}

	ChatAnswer read() {
		if (this.in.start().isObject()) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				member(name);
			}
		}
		if (this.choices.isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no choices.");
		}
		return new ChatAnswer(this.id, this.model, this.created, List.copyOf(this.choices), this.usage,
				this.extras.gathered());
	}

	private void member(String name) {
		switch (name) {
			case "id" -> this.id = this.in.string(name);
			case "model" -> this.model = this.in.string(name);
			case "created" -> this.created = this.in.count();
			case "object" -> this.in.skip();
			case "usage" -> this.usage = ChatUsage.read(this.in);
			case "choices" -> {
				if (this.in.array(name)) {
					while (this.in.nextElement()) {
						if (this.in.object(name)) {
							this.choices.add(choice(this.choices.size()));
						}
					}
				}
			}
			default -> {
				if (!this.in.isNull()) {
					this.extras.keep(name, this.in.raw(), Loss.QUIET);
				}
			}
		}
	}

	private ChatAnswer.Choice choice(int position) {
		Parts parts = new Parts();
		long index = position;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (name) {
				case "index" -> index = Math.max(this.in.count(), 0);
				case "message" -> message(parts);
				case "finish_reason" -> parts.reason = FinishWords.read(this.in.text(name));
				case "logprobs" -> parts.logprobs = this.in.raw();
				default -> parts.extras.keep(name, this.in.raw(), Loss.QUIET);
			}
		}
		if (parts.reason == FinishReason.FAILED) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's model failed to answer.");
		}
		List<ContentBlock> content = parts.content();
		Finish finish = Finish.of(parts.reason).given(!parts.calls.isEmpty());
		return new ChatAnswer.Choice((int) index, content, finish, parts.logprobs, parts.extras.gathered());
	}

	private void message(Parts parts) {
		if (!this.in.object("message")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (!this.in.isNull()) {
				said(name, parts);
			}
		}
	}

	private void said(String name, Parts parts) {
		switch (name) {
			case "role" -> this.in.skip();
			case "content" -> content(parts);
			case "refusal" -> {
				String refusal = this.in.text(name);
				if (!refusal.isEmpty()) {
					parts.said.add(new ContentBlock.Refusal(refusal));
				}
			}
			case "reasoning_content", "reasoning" -> {
				if (this.in.isString()) {
					parts.reasoning.text(this.in.text(name));
				}
				this.in.skip();
			}
			case "reasoning_details" -> parts.reasoning.read(this.in);
			case "tool_calls" -> calls(parts);
			case PaintedImages.NAME -> parts.said.addAll(PaintedImages.read(this.in));
			case "function_call" -> {
				CallReader call = new CallReader(this.in);
				call.function();
				parts.calls.add(call.use(dev.sluice.chat.Ids.mint()));
			}
			default -> parts.extras.keep(IN_MESSAGE + name, this.in.raw(), Loss.QUIET);
		}
	}

	private void content(Parts parts) {
		if (this.in.isString()) {
			JsonText text = this.in.passage("content");
			if (!text.isEmpty()) {
				parts.said.add(new ContentBlock.Text(text));
			}
		}
		else if (this.in.array("content")) {
			while (this.in.nextElement()) {
				ContentBlock part = new PartReader(this.in).part();
				if (part != null) {
					parts.said.add(part);
				}
			}
		}
	}

	private void calls(Parts parts) {
		if (this.in.array("tool_calls")) {
			while (this.in.nextElement()) {
				if (this.in.object("tool_calls")) {
					parts.calls.add(new CallReader(this.in).read());
				}
			}
		}
	}

	/** What one choice holds, in whatever order its members came. */
	private static final class Parts {

		private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);

		private final List<ContentBlock> said = new ArrayList<>();

		private final List<ContentBlock> calls = new ArrayList<>();

		private final ReasoningDetails reasoning = new ReasoningDetails();

		private FinishReason reason = FinishReason.OTHER;

		private @Nullable RawJson logprobs;

		List<ContentBlock> content() {
			List<ContentBlock> content = new ArrayList<>(this.reasoning.blocks());
			content.addAll(this.said);
			content.addAll(this.calls);
			return List.copyOf(content);
		}

	}

}
