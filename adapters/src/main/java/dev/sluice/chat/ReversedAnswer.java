package dev.sluice.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;

import dev.sluice.call.ErrorKind;
import dev.sluice.chat.json.JsonReader;

/** Bends a whole answer back to what the client asked. */
final class ReversedAnswer {

	private final Reversal reversal;

	ReversedAnswer(Reversal reversal) {
		this.reversal = reversal;
	}

	ChatAnswer of(ChatAnswer answer) {
		if (this.reversal.nothing()) {
			return answer;
		}
		List<ChatAnswer.Choice> choices = answer.choices().stream().map(this::choice).toList();
		return new ChatAnswer(answer.id(), answer.model(), answer.created(), choices, answer.usage(), answer.extras());
	}

	private ChatAnswer.Choice choice(ChatAnswer.Choice choice) {
		List<ContentBlock> content = untagged(choice.content()).stream().map(this::block).toList();
		ChatAnswer.Choice reversed = new ChatAnswer.Choice(choice.index(), content, choice.finish(), choice.logprobs(),
				choice.extras());
		if (choice.callsTools() && !reversed.callsTools()) {
			return new ChatAnswer.Choice(choice.index(), content, finish(choice.finish()), choice.logprobs(),
					choice.extras());
		}
		return reversed;
	}

	private List<ContentBlock> untagged(List<ContentBlock> content) {
		boolean told = content.stream().anyMatch(ContentBlock.Thinking.class::isInstance);
		if (!this.reversal.isTagged() || told) {
			return content;
		}
		List<ContentBlock> blocks = new ArrayList<>();
		boolean first = true;
		for (ContentBlock block : content) {
			if (first && block instanceof ContentBlock.Text text) {
				first = false;
				split(text, blocks);
			}
			else {
				blocks.add(block);
			}
		}
		return blocks;
	}

	private static void split(ContentBlock.Text text, List<ContentBlock> to) {
		StringBuilder thoughts = new StringBuilder();
		StringBuilder said = new StringBuilder();
		TaggedText.whole(text.text(), thoughts::append, said::append);
		if (!thoughts.isEmpty()) {
			to.add(new ContentBlock.Thinking(thoughts.toString(), null));
		}
		if (text.text().contentEquals(said)) {
			to.add(text);
		}
		else if (!said.isEmpty()) {
			to.add(new ContentBlock.Text(said.toString()));
		}
	}

	static Finish finish(Finish finish) {
		return (finish.reason() == FinishReason.TOOL_CALLS) ? Finish.of(FinishReason.STOP) : finish;
	}

	private ContentBlock block(ContentBlock block) {
		if (!(block instanceof ContentBlock.ToolUse use)) {
			return block;
		}
		if (this.reversal.isStructured(use.name())) {
			return new ContentBlock.Text(use.arguments());
		}
		boolean custom = this.reversal.isCustom(use.name());
		return new ContentBlock.ToolUse(use.id(), this.reversal.originalName(use.name()),
				custom ? unwrapped(use.arguments()) : use.arguments(), custom || use.custom(), use.signature(),
				use.cache(), use.extras());
	}

	/**
	 * The free text inside the arguments of a custom tool that was wrapped.
	 */
	static String unwrapped(String arguments) {
		byte[] bytes = arguments.getBytes(StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			String text = arguments;
			if (in.start().isObject()) {
				for (String name = in.nextName(); name != null; name = in.nextName()) {
					if (name.equals(Reversal.CUSTOM_INPUT) && in.isString()) {
						text = in.text(name);
					}
					in.skip();
				}
			}
			return text;
		}
		catch (JacksonException ex) {
			// A model that wrote no JSON meant the text itself.
			return arguments;
		}
	}

}
