package dev.sluice.chat.completions;

import java.util.stream.Collectors;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.json.JsonWriter;

/** Writes a whole answer: the text alone, which is all that this dialect knows. */
final class AnswerWriter {

	private final JsonWriter out;

	private final AnswerFrame frame;

	AnswerWriter(JsonWriter out, AnswerFrame frame) {
		this.out = out;
		this.frame = frame;
	}

	byte[] write(ChatAnswer answer) {
		this.out.object().member("id", (answer.id() != null) ? answer.id() : "cmpl-" + this.frame.requestId());
		this.out.member("object", "text_completion").member("created", this.frame.createdOr(answer.created()));
		this.out.member("model", this.frame.modelOr(answer.model())).array("choices");
		answer.choices().forEach(this::choice);
		this.out.endArray();
		if (answer.usage() != Usage.UNKNOWN) {
			CompletionUsage.write(answer.usage(), this.out);
		}
		extras(answer.extras());
		return this.out.endObject().toBytes();
	}

	private void choice(ChatAnswer.Choice choice) {
		this.out.object().member("text", text(choice)).member("index", choice.index());
		if (choice.extras().origin() != Dialect.OPENAI_COMPLETIONS || choice.extras().get("logprobs") == null) {
			this.out.member("logprobs", (String) null);
		}
		this.out.member("finish_reason", FinishWords.write(choice.finish().reason()));
		extras(choice.extras());
		this.out.endObject();
	}

	private static String text(ChatAnswer.Choice choice) {
		return choice.content()
			.stream()
			.map((block) -> (block instanceof ContentBlock.Text text) ? text.text()
					: (block instanceof ContentBlock.Refusal refusal) ? refusal.text() : "")
			.collect(Collectors.joining());
	}

	private void extras(Extras extras) {
		if (extras.origin() == Dialect.OPENAI_COMPLETIONS) {
			extras.members().forEach((member) -> this.out.member(member.name(), member.value()));
		}
	}

}
