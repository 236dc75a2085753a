package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

/** A block of an answer that a stream tells in pieces. */
final class GatheredBlock {

	private final Kind kind;

	private final ChatEvent.@Nullable ToolStarted started;

	private final @Nullable ContentBlock whole;

	private final StringBuilder text = new StringBuilder();

	private @Nullable Signature seal;

	private boolean over;

	GatheredBlock(Kind kind) {
		this.kind = kind;
		this.started = null;
		this.whole = null;
	}

	GatheredBlock(ChatEvent.ToolStarted started) {
		this.kind = Kind.CALL;
		this.started = started;
		this.whole = null;
	}

	GatheredBlock(ContentBlock whole) {
		this.kind = Kind.WHOLE;
		this.started = null;
		this.whole = whole;
	}

	boolean goesOnWith(Kind next) {
		return this.kind == next && !this.over;
	}

	int add(String piece) {
		this.text.append(piece);
		return piece.length();
	}

	/** A sealed thought is whole. */
	void sign(Signature seal) {
		this.seal = seal;
		this.over = true;
	}

	void end() {
		this.over = true;
	}

	ContentBlock block() {
		String said = this.text.toString();
		ChatEvent.ToolStarted call = this.started;
		if (call != null) {
			String arguments = (said.isEmpty() && !call.custom()) ? "{}" : said;
			return new ContentBlock.ToolUse(call.id(), call.name(), arguments, call.custom(), call.signature(), null,
					Extras.NONE);
		}
		if (this.whole != null) {
			return this.whole;
		}
		return switch (this.kind) {
			case THINKING -> new ContentBlock.Thinking(said, this.seal);
			case REFUSAL -> new ContentBlock.Refusal(said);
			default -> new ContentBlock.Text(said);
		};
	}

	/** What a block is. */
	enum Kind {

		/** Text. */
		TEXT,
		/** A thought. */
		THINKING,
		/** A refusal. */
		REFUSAL,
		/** A tool call. */
		CALL,
		/** What came in one piece. */
		WHOLE

	}

}
