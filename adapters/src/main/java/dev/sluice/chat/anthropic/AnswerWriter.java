package dev.sluice.chat.anthropic;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Arguments;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Signature;
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
		// Clients of this dialect cannot ask for more than one.
		ChatAnswer.Choice choice = answer.choices().get(0);
		this.out.object().member("id", (answer.id() != null) ? answer.id() : "msg_" + this.frame.requestId());
		this.out.member("type", "message").member("role", "assistant");
		this.out.member("model", this.frame.modelOr(answer.model())).array("content");
		choice.content().forEach(this::block);
		this.out.endArray();
		finish(this.out, choice.finish(), refuses(choice.content()));
		MessageUsage.write(answer.usage(), this.out);
		if (answer.extras().origin() == Dialect.ANTHROPIC_MESSAGES) {
			answer.extras().members().forEach((member) -> this.out.member(member.name(), member.value()));
		}
		return this.out.endObject().toBytes();
	}

	private static boolean refuses(List<ContentBlock> content) {
		return content.stream().anyMatch(ContentBlock.Refusal.class::isInstance);
	}

	/**
	 * Writes the members that tell why the answer ended.
	 */
	static void finish(JsonWriter out, Finish finish, boolean refused) {
		FinishReason reason = refused ? FinishReason.CONTENT_FILTER : finish.reason();
		out.member("stop_reason", StopReasons.write(reason)).member("stop_sequence", finish.stopSequence());
		if (reason == FinishReason.CONTENT_FILTER && finish.explanation() != null) {
			out.object("stop_details").member("type", "refusal").member("explanation", finish.explanation());
			out.endObject();
		}
	}

	private void block(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			text(text.passage(), text.extras());
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			text(JsonText.of(refusal.text()), Extras.NONE);
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			call(use);
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			thinking(thinking.text(), Seal.write(thinking.signature()));
		}
		else if (block instanceof ContentBlock.RedactedThinking redacted) {
			this.out.object().member("type", "redacted_thinking");
			this.out.member("data", Seal.write(redacted.data())).endObject();
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.ANTHROPIC_MESSAGES) {
			this.out.value(opaque.whole());
		}
	}

	private void text(JsonText text, Extras extras) {
		this.out.object().member("type", "text").member("text", text);
		if (extras.origin() == Dialect.ANTHROPIC_MESSAGES) {
			extras.members().forEach((member) -> this.out.member(member.name(), member.value()));
		}
		this.out.endObject();
	}

	private void thinking(String text, String seal) {
		this.out.object().member("type", "thinking").member("thinking", text);
		this.out.member("signature", seal).endObject();
	}

	private void call(ContentBlock.ToolUse use) {
		Signature seal = use.signature();
		if (seal != null) {
			thinking("", Seal.write(seal));
		}
		this.out.object().member("type", "tool_use").member("id", use.id()).member("name", use.name());
		this.out.member("input", Arguments.ofAnswer(use.arguments(), use.custom())).endObject();
	}

}
