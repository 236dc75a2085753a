package dev.sluice.chat.gemini;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.json.JsonWriter;

/** Writes a whole answer. Used once. */
final class AnswerWriter {

	private final JsonWriter out = new JsonWriter();

	private final AnswerFrame frame;

	AnswerWriter(AnswerFrame frame) {
		this.frame = frame;
	}

	byte[] write(ChatAnswer answer) {
		Extras extras = own(answer.extras());
		this.out.object();
		if (!blocked(answer, extras)) {
			this.out.array("candidates");
			answer.choices().forEach(this::candidate);
			this.out.endArray();
		}
		if (answer.usage() != Usage.UNKNOWN && extras.get("usageMetadata") == null) {
			TokenUsage.write(answer.usage(), this.out);
		}
		this.out.member("modelVersion", this.frame.modelOr(answer.model()));
		this.out.member("responseId", (answer.id() != null) ? answer.id() : this.frame.requestId());
		extras.members().forEach((member) -> this.out.member(member.name(), member.value()));
		return this.out.endObject().toBytes();
	}

	private static Extras own(Extras extras) {
		return (extras.origin() == Dialect.GEMINI_GENERATE) ? extras : Extras.NONE;
	}

	private static boolean blocked(ChatAnswer answer, Extras extras) {
		ChatAnswer.Choice only = answer.choices().get(0);
		return extras.get("promptFeedback") != null && only.content().isEmpty() && only.extras().members().isEmpty()
				&& only.finish().reason() == FinishReason.CONTENT_FILTER;
	}

	private void candidate(ChatAnswer.Choice choice) {
		Extras extras = own(choice.extras());
		this.out.object().object("content").member("role", "model");
		AnswerParts parts = new AnswerParts(this.out);
		this.out.array("parts");
		for (ContentBlock block : choice.content()) {
			parts.part(block);
		}
		this.out.endArray().endObject();
		if (extras.get("finishReason") == null) {
			this.out.member("finishReason", Words.finish(choice.finish().reason()));
		}
		if (choice.finish().explanation() != null && extras == Extras.NONE) {
			this.out.member("finishMessage", choice.finish().explanation());
		}
		this.out.member("index", choice.index());
		if (choice.logprobs() != null && extras.get("logprobsResult") == null) {
			this.out.member("logprobsResult", Logprobs.write(choice.logprobs()));
		}
		extras.members().forEach((member) -> this.out.member(member.name(), member.value()));
		this.out.endObject();
	}

}
