package dev.sluice.chat.openai;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.JsonWriter;

/** Writes a whole answer. Used once. */
final class AnswerWriter {

	private final JsonWriter out;

	private final AnswerFrame frame;

	AnswerWriter(JsonWriter out, AnswerFrame frame) {
		this.out = out;
		this.frame = frame;
	}

	byte[] write(ChatAnswer answer) {
		this.out.object().member("id", (answer.id() != null) ? answer.id() : "chatcmpl-" + this.frame.requestId());
		this.out.member("object", "chat.completion").member("created", this.frame.createdOr(answer.created()));
		this.out.member("model", this.frame.modelOr(answer.model())).array("choices");
		answer.choices().forEach(this::choice);
		this.out.endArray();
		if (answer.usage() != Usage.UNKNOWN) {
			ChatUsage.write(answer.usage(), this.out);
		}
		extras(answer.extras(), false);
		return this.out.endObject().toBytes();
	}

	private void choice(ChatAnswer.Choice choice) {
		this.out.object().member("index", choice.index()).object("message").member("role", "assistant");
		JsonText text = MessageWriter.text(choice.content(), "");
		boolean calls = choice.callsTools();
		boolean refuses = choice.content().stream().anyMatch(ContentBlock.Refusal.class::isInstance);
		if (text.isEmpty() && (calls || refuses)) {
			this.out.member("content", (String) null);
		}
		else {
			this.out.member("content", text);
		}
		this.out.member("refusal", refusal(choice.content(), choice.finish()));
		reasoning(choice.content());
		if (calls) {
			calls(choice.content());
		}
		PaintedImages.write(choice.content(), this.out);
		extras(choice.extras(), true);
		this.out.endObject().name("logprobs");
		if (choice.logprobs() != null) {
			this.out.value(choice.logprobs());
		}
		else {
			this.out.value((String) null);
		}
		this.out.member("finish_reason", FinishWords.write(choice.finish().reason()));
		extras(choice.extras(), false);
		this.out.endObject();
	}

	static @Nullable String refusal(List<ContentBlock> content, Finish finish) {
		String refusal = content.stream()
			.filter(ContentBlock.Refusal.class::isInstance)
			.map((block) -> ((ContentBlock.Refusal) block).text())
			.collect(Collectors.joining());
		if (refusal.isEmpty() && finish.reason() == FinishReason.CONTENT_FILTER) {
			return finish.explanation();
		}
		return refusal.isEmpty() ? null : refusal;
	}

	private void reasoning(List<ContentBlock> content) {
		String thoughts = content.stream()
			.filter(ContentBlock.Thinking.class::isInstance)
			.map((block) -> ((ContentBlock.Thinking) block).text())
			.collect(Collectors.joining("\n\n"));
		this.out.optional("reasoning_content", thoughts.isEmpty() ? null : thoughts);
		if (content.stream().anyMatch(ReasoningDetails::sealed)) {
			ReasoningDetails.write(content, this.out);
		}
	}

	private void calls(List<ContentBlock> content) {
		this.out.array("tool_calls");
		for (ContentBlock block : content) {
			if (block instanceof ContentBlock.ToolUse use) {
				CallWriter.begin(this.out, use.id(), use.name(), use.arguments(), use.custom());
				CallWriter.seal(this.out, use.signature());
				this.out.endObject();
			}
		}
		this.out.endArray();
	}

	private void extras(Extras extras, boolean inMessage) {
		if (extras.origin() != Dialect.OPENAI_CHAT) {
			return;
		}
		for (Extras.Member member : extras.members()) {
			boolean inner = member.name().startsWith(AnswerReader.IN_MESSAGE);
			if (inner == inMessage) {
				this.out.member(inner ? member.name().substring(AnswerReader.IN_MESSAGE.length()) : member.name(),
						member.value());
			}
		}
	}

}
