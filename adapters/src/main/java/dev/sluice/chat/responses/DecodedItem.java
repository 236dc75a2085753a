package dev.sluice.chat.responses;

import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.RawJson;

/**
 * One item of a provider's stream: tells its pieces, and at its end what was left out.
 */
final class DecodedItem {

	private Consumer<ChatEvent> out = (event) -> {
	};

	private int tool = -1;

	private boolean pieces;

	private boolean over;

	private int part;

	private @Nullable Boolean summary;

	void to(Consumer<ChatEvent> out) {
		this.out = out;
	}

	boolean isCall() {
		return this.tool >= 0;
	}

	void call(int number, ContentBlock.ToolUse use) {
		this.tool = number;
		this.out.accept(new ChatEvent.ToolStarted(0, number, use.id(), use.name(), use.custom(), null));
	}

	void text(String piece, @Nullable RawJson logprobs) {
		if (!piece.isEmpty()) {
			this.pieces = true;
			this.out.accept(new ChatEvent.TextDelta(0, piece));
		}
		Probabilities probabilities = new Probabilities();
		probabilities.add(logprobs);
		RawJson told = probabilities.neutral();
		if (told != null) {
			this.out.accept(new ChatEvent.Logprobs(0, told));
		}
	}

	void refuse(String piece) {
		if (!piece.isEmpty()) {
			this.pieces = true;
			this.out.accept(new ChatEvent.RefusalDelta(0, piece));
		}
	}

	void argue(String piece) {
		if (!piece.isEmpty() && isCall()) {
			this.pieces = true;
			this.out.accept(new ChatEvent.ToolArguments(0, this.tool, piece));
		}
	}

	// Where a model shows its thoughts both in full and in short, the first kind counts.
	void think(String piece, boolean summary, int part) {
		if (piece.isEmpty() || (this.summary != null && this.summary != summary)) {
			return;
		}
		if (this.pieces && part != this.part) {
			this.out.accept(new ChatEvent.ThinkingDelta(0, "\n\n"));
		}
		this.part = part;
		this.pieces = true;
		this.summary = summary;
		this.out.accept(new ChatEvent.ThinkingDelta(0, piece));
	}

	void called(String arguments) {
		if (!this.over) {
			if (!this.pieces) {
				argue(arguments);
			}
			end();
		}
	}

	void said(List<ContentBlock> content) {
		if (this.over) {
			return;
		}
		for (ContentBlock block : content) {
			if (!this.pieces && block instanceof ContentBlock.Text text && !text.text().isEmpty()) {
				this.out.accept(new ChatEvent.TextDelta(0, text.text()));
			}
			else if (!this.pieces && block instanceof ContentBlock.Refusal refusal && !refusal.text().isEmpty()) {
				this.out.accept(new ChatEvent.RefusalDelta(0, refusal.text()));
			}
		}
		end();
	}

	void thought(@Nullable ContentBlock thought) {
		if (this.over || thought == null) {
			this.over = true;
			return;
		}
		if (!this.pieces && thought instanceof ContentBlock.Thinking thinking && !thinking.text().isEmpty()) {
			this.out.accept(new ChatEvent.ThinkingDelta(0, thinking.text()));
		}
		if (thought instanceof ContentBlock.RedactedThinking) {
			this.out.accept(new ChatEvent.WholeBlock(0, thought));
		}
		Signature seal = (thought instanceof ContentBlock.Thinking thinking) ? thinking.signature() : null;
		if (seal != null) {
			this.out.accept(new ChatEvent.ThinkingSigned(0, seal));
		}
		end();
	}

	void whole(ContentBlock block) {
		if (!this.over) {
			this.over = true;
			this.out.accept(new ChatEvent.WholeBlock(0, block));
		}
	}

	private void end() {
		this.over = true;
		this.out.accept(new ChatEvent.BlockEnded(0, this.tool));
	}

}
