package dev.sluice.chat.gemini;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;

/** Reads what one candidate's chunks say. */
final class CandidateDecoder {

	private final int index;

	private final List<ChatEvent> said;

	private int calls;

	private @Nullable Finish finish;

	CandidateDecoder(int index, List<ChatEvent> said) {
		this.index = index;
		this.said = said;
	}

	boolean finished() {
		return this.finish != null;
	}

	void take(Candidate candidate) {
		candidate.blocks().forEach(this::block);
		if (candidate.logprobs() != null) {
			this.said.add(new ChatEvent.Logprobs(this.index, candidate.logprobs()));
		}
		String word = candidate.reason();
		if (word != null) {
			this.finish = candidate.finish(word);
			if (this.finish.reason() == FinishReason.FAILED) {
				this.said.add(new ChatEvent.Failed(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
						"The provider's model failed in the middle of its answer: " + word + ".")));
			}
		}
	}

	void blocked(Finish blocked) {
		this.finish = blocked;
	}

	void finish() {
		if (this.finish != null) {
			this.said.add(new ChatEvent.Finished(this.index, this.finish.given(this.calls > 0)));
		}
	}

	private void block(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			if (!text.text().isEmpty()) {
				this.said.add(new ChatEvent.TextDelta(this.index, text.text()));
			}
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			thinking(thinking);
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			call(use);
		}
		else {
			this.said.add(new ChatEvent.WholeBlock(this.index, block));
		}
	}

	private void thinking(ContentBlock.Thinking thinking) {
		if (!thinking.text().isEmpty()) {
			this.said.add(new ChatEvent.ThinkingDelta(this.index, thinking.text()));
		}
		if (thinking.signature() != null) {
			this.said.add(new ChatEvent.ThinkingSigned(this.index, thinking.signature()));
		}
	}

	// Calls come whole.
	private void call(ContentBlock.ToolUse use) {
		int tool = this.calls++;
		this.said.add(new ChatEvent.ToolStarted(this.index, tool, use.id(), use.name(), false, use.signature()));
		if (!use.arguments().equals("{}")) {
			this.said.add(new ChatEvent.ToolArguments(this.index, tool, use.arguments()));
		}
		this.said.add(new ChatEvent.BlockEnded(this.index, tool));
	}

}
