package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * Writes a whole answer: its first choice, which is all that this dialect has. Used once.
 */
final class AnswerWriter {

	private final JsonWriter out;

	private final AnswerFrame frame;

	private final Probabilities logprobs = new Probabilities();

	private int items;

	private String status = "completed";

	AnswerWriter(JsonWriter out, AnswerFrame frame) {
		this.out = out;
		this.frame = frame;
	}

	byte[] write(ChatAnswer answer) {
		ChatAnswer.Choice choice = answer.choices().get(0);
		String incomplete = ResponseObject.incomplete(choice.finish());
		this.status = (incomplete != null) ? "incomplete" : "completed";
		ResponseObject object = new ResponseObject(this.frame, answer.id(), answer.model(), answer.created(),
				answer.extras());
		object.begin(this.out, this.status, incomplete, null);
		this.logprobs.addNeutral(choice.logprobs());
		this.out.array("output");
		output(content(choice));
		this.out.endArray();
		object.end(this.out, answer.usage());
		return this.out.toBytes();
	}

	// A refusal that was told apart from the text belongs into it here.
	private static List<ContentBlock> content(ChatAnswer.Choice choice) {
		String why = choice.finish().explanation();
		boolean told = choice.content().stream().anyMatch(ContentBlock.Refusal.class::isInstance);
		if (why == null || told || choice.finish().reason() != FinishReason.CONTENT_FILTER) {
			return choice.content();
		}
		List<ContentBlock> content = new ArrayList<>(choice.content());
		content.add(new ContentBlock.Refusal(why));
		return content;
	}

	private void output(List<ContentBlock> content) {
		List<ContentBlock> said = new ArrayList<>();
		for (ContentBlock block : content) {
			boolean speech = block instanceof ContentBlock.Text || block instanceof ContentBlock.Refusal;
			if (!speech || begins(block)) {
				message(said);
			}
			if (speech) {
				said.add(block);
			}
			else {
				item(block);
			}
		}
		message(said);
	}

	private static boolean begins(ContentBlock block) {
		return block instanceof ContentBlock.Text text && own(text.extras()).get(ItemReader.ITEM + "id") != null;
	}

	private static Extras own(Extras extras) {
		return (extras.origin() == Dialect.OPENAI_RESPONSES) ? extras : Extras.NONE;
	}

	private String id(String prefix) {
		return prefix + this.frame.requestId() + "_" + this.items++;
	}

	private void message(List<ContentBlock> said) {
		if (said.isEmpty()) {
			return;
		}
		Extras own = (said.get(0) instanceof ContentBlock.Text text) ? own(text.extras()) : Extras.NONE;
		this.out.object();
		if (own.get(ItemReader.ITEM + "id") == null) {
			this.out.member("id", id("msg_")).member("status", this.status);
		}
		for (Extras.Member member : own.members()) {
			if (member.name().startsWith(ItemReader.ITEM)) {
				this.out.member(member.name().substring(ItemReader.ITEM.length()), member.value());
			}
		}
		this.out.member("type", "message").member("role", "assistant").array("content");
		said.forEach(this::part);
		this.out.endArray().endObject();
		said.clear();
	}

	private void part(ContentBlock block) {
		if (block instanceof ContentBlock.Refusal refusal) {
			this.out.object().member("type", "refusal").member("refusal", refusal.text()).endObject();
		}
		else if (block instanceof ContentBlock.Text text) {
			Extras own = own(text.extras());
			this.out.object().member("type", "output_text").member("text", text.passage());
			RawJson annotations = own.get("annotations");
			RawJson told = own.get("logprobs");
			this.out.member("annotations", (annotations != null) ? annotations : new RawJson("[]"));
			this.out.member("logprobs", (told != null) ? told : this.logprobs.list()).endObject();
			this.logprobs.clear();
		}
	}

	private void item(ContentBlock block) {
		if (block instanceof ContentBlock.ToolUse use) {
			call(use);
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			String id = idOf(thinking.signature());
			ItemWriter.reasoning(this.out, id, thinking.text(), Seals.write(thinking.signature(), thinking.text()));
		}
		else if (block instanceof ContentBlock.RedactedThinking redacted) {
			ItemWriter.reasoning(this.out, idOf(redacted.data()), "", Seals.write(redacted.data(), null));
		}
		else if (block instanceof ContentBlock.Image image) {
			ItemWriter.image(this.out, id("ig_"), image);
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.OPENAI_RESPONSES) {
			this.out.value(opaque.whole());
		}
	}

	private String idOf(@Nullable Signature seal) {
		String told = (seal != null && Seals.own(seal)) ? Seals.id(seal) : null;
		return (told != null) ? told : id("rs_");
	}

	private void call(ContentBlock.ToolUse use) {
		Extras own = own(use.extras());
		if (own.get("id") == null) {
			ItemWriter.call(this.out, id(use.custom() ? "ctc_" : "fc_"), use, use.arguments(), "completed");
			return;
		}
		this.out.object().member("type", use.custom() ? "custom_tool_call" : "function_call");
		this.out.member("call_id", use.id()).member("name", use.name());
		this.out.member(use.custom() ? "input" : "arguments", use.arguments());
		own.members().forEach((member) -> this.out.member(member.name(), member.value()));
		this.out.endObject();
	}

}
