package dev.sluice.chat.ollama;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.json.JsonWriter;

/** Writes a whole answer; this API has place for one choice. Used once. */
final class AnswerWriter {

	private final JsonWriter out = new JsonWriter();

	private final AnswerFrame frame;

	AnswerWriter(AnswerFrame frame) {
		this.frame = frame;
	}

	byte[] write(ChatAnswer answer) {
		ChatAnswer.Choice choice = answer.choices().get(0);
		Extras extras = (answer.extras().origin() == Dialect.OLLAMA_CHAT) ? answer.extras() : Extras.NONE;
		this.out.object().member("model", this.frame.modelOr(answer.model()));
		if (extras.get("created_at") == null) {
			this.out.member("created_at", Endings.time(this.frame.createdOr(answer.created())));
		}
		message(choice.content());
		if (choice.logprobs() != null) {
			this.out.member("logprobs", Endings.logprobs(choice.logprobs()));
		}
		this.out.member("done", true);
		if (extras.get("done_reason") == null) {
			this.out.member("done_reason", Endings.reason(choice.finish().reason()));
		}
		Endings.usage(answer.usage(), this.out);
		extras.members().forEach((member) -> this.out.member(member.name(), member.value()));
		return this.out.endObject().toBytes();
	}

	private void message(List<ContentBlock> content) {
		StringBuilder thinking = new StringBuilder();
		for (ContentBlock block : content) {
			if (block instanceof ContentBlock.Thinking thought) {
				thinking.append(thought.text());
			}
		}
		this.out.object("message").member("role", "assistant").member("content", Media.text(content, ""));
		this.out.optional("thinking", thinking.isEmpty() ? null : thinking.toString());
		Endings.images(content, this.out);
		List<ContentBlock> calls = content.stream().filter(ContentBlock.ToolUse.class::isInstance).toList();
		if (!calls.isEmpty()) {
			this.out.array("tool_calls");
			calls.forEach((call) -> Endings.call((ContentBlock.ToolUse) call, this.out));
			this.out.endArray();
		}
		this.out.endObject();
	}

}
