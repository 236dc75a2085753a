package dev.sluice.chat;

import java.util.function.Consumer;

import dev.sluice.call.Usage;

/**
 * Tells a whole answer as the events of a stream, for a client that asked for one where
 * the provider gave none.
 */
final class AnswerEvents {

	private final Consumer<ChatEvent> out;

	AnswerEvents(Consumer<ChatEvent> out) {
		this.out = out;
	}

	void tell(ChatAnswer answer) {
		this.out.accept(new ChatEvent.Started(answer.id(), answer.model(), answer.created()));
		answer.choices().forEach(this::choice);
		if (answer.usage() != Usage.UNKNOWN) {
			this.out.accept(new ChatEvent.UsageTold(answer.usage()));
		}
		this.out.accept(new ChatEvent.Ended());
	}

	private void choice(ChatAnswer.Choice choice) {
		int calls = 0;
		for (ContentBlock block : choice.content()) {
			if (block instanceof ContentBlock.ToolUse use) {
				call(choice.index(), calls++, use);
			}
			else {
				block(choice.index(), block);
				this.out.accept(new ChatEvent.BlockEnded(choice.index(), -1));
			}
		}
		if (choice.logprobs() != null) {
			this.out.accept(new ChatEvent.Logprobs(choice.index(), choice.logprobs()));
		}
		this.out.accept(new ChatEvent.Finished(choice.index(), choice.finish()));
	}

	private void call(int choice, int number, ContentBlock.ToolUse use) {
		this.out.accept(new ChatEvent.ToolStarted(choice, number, use.id(), use.name(), use.custom(), use.signature()));
		if (!use.arguments().isEmpty()) {
			this.out.accept(new ChatEvent.ToolArguments(choice, number, use.arguments()));
		}
		this.out.accept(new ChatEvent.BlockEnded(choice, number));
	}

	private void block(int choice, ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			if (!text.text().isEmpty()) {
				this.out.accept(new ChatEvent.TextDelta(choice, text.text()));
			}
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			if (!refusal.text().isEmpty()) {
				this.out.accept(new ChatEvent.RefusalDelta(choice, refusal.text()));
			}
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			if (!thinking.text().isEmpty()) {
				this.out.accept(new ChatEvent.ThinkingDelta(choice, thinking.text()));
			}
			if (thinking.signature() != null) {
				this.out.accept(new ChatEvent.ThinkingSigned(choice, thinking.signature()));
			}
		}
		else {
			this.out.accept(new ChatEvent.WholeBlock(choice, block));
		}
	}

}
