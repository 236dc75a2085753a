package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;

/** Reads a whole answer. Used once. */
final class AnswerReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_RESPONSES);

	private final ResponseFacts facts = new ResponseFacts();

	private final List<ContentBlock> content = new ArrayList<>();

	private final Probabilities logprobs = new Probabilities();

	private boolean answered;

	private boolean calls;

	AnswerReader(JsonReader in) {
		this.in = in;
	}

	ChatAnswer read() {
		if (this.in.start().isObject()) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				if (name.equals("output")) {
					output();
				}
				else if (name.equals("object")) {
					this.in.skip();
				}
				else if (!this.facts.member(name, this.in)) {
					this.extras.keep(name, this.in.raw(), Loss.QUIET);
				}
			}
		}
		if (this.facts.failed()) {
			throw this.facts.failure();
		}
		if (!this.answered) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no output.");
		}
		ChatAnswer.Choice choice = new ChatAnswer.Choice(0, List.copyOf(this.content), this.facts.finish(this.calls),
				this.logprobs.neutral(), Extras.NONE);
		return new ChatAnswer(this.facts.id(), this.facts.model(), this.facts.created(), List.of(choice),
				this.facts.usage(), this.extras.gathered());
	}

	private void output() {
		if (!this.in.array("output")) {
			return;
		}
		this.answered = true;
		while (this.in.nextElement()) {
			int start = this.in.position();
			if (this.in.object("output")) {
				ItemReader item = new ItemReader(this.in);
				item.read(start);
				take(item);
			}
		}
	}

	private void take(ItemReader item) {
		switch (item.type()) {
			case "message" -> message(item);
			case "reasoning" -> add(answered(item.reasoning()));
			case "function_call", "custom_tool_call" -> {
				this.calls = true;
				add(item.call(item.type().equals("custom_tool_call")));
			}
			default -> add(hosted(item));
		}
	}

	private void add(@Nullable ContentBlock block) {
		if (block != null) {
			this.content.add(block);
		}
	}

	/**
	 * Reasoning as an answer tells it: without cipher text nobody can send it back, so
	 * its id is worth nothing.
	 */
	static @Nullable ContentBlock answered(@Nullable ContentBlock thought) {
		if (thought instanceof ContentBlock.Thinking thinking && Seals.own(thinking.signature())
				&& thinking.signature() != null && Seals.cipher(thinking.signature()) == null) {
			return thinking.text().isEmpty() ? null : new ContentBlock.Thinking(thinking.text(), null);
		}
		return thought;
	}

	/**
	 * What a tool of the provider's own gave: an image that clients can see, or a block
	 * for this dialect only.
	 */
	static ContentBlock hosted(ItemReader item) {
		String image = item.image();
		if (image == null) {
			return item.opaque();
		}
		return new ContentBlock.Image(new Source(Source.Kind.BASE64, image, "image/" + item.imageFormat()), null, null,
				Extras.NONE);
	}

	private void message(ItemReader item) {
		Extras own = item.extras().gathered();
		boolean first = true;
		for (ContentBlock part : item.content()) {
			if (part instanceof ContentBlock.Text text) {
				this.logprobs.add(text.extras().get("logprobs"));
				add(first ? with(text, own) : text);
			}
			else {
				add(part);
			}
			first = false;
		}
	}

	private static ContentBlock with(ContentBlock.Text text, Extras own) {
		Extras.Gatherer all = new Extras.Gatherer(Dialect.OPENAI_RESPONSES);
		own.members().forEach((member) -> all.keep(ItemReader.ITEM + member.name(), member.value(), Loss.QUIET));
		text.extras().members().forEach((member) -> all.keep(member.name(), member.value(), member.loss()));
		return new ContentBlock.Text(text.text(), text.cache(), all.gathered());
	}

}
