package dev.sluice.dispatch;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.EventJudge.Meaning;
import dev.sluice.wire.answer.PartedChunk;

/**
 * Keeps the usage of a chat stream where OpenAI's clients look for it: on a chunk of its
 * own behind the last choice, and only when it was asked for. Some providers tell it
 * unasked, or beside choices, which clients then do not read.
 */
final class UsageApart {

	private final boolean chunks;

	private final boolean asked;

	private byte @Nullable [] due;

	UsageApart(ClientCall call) {
		this.chunks = call.dialect() == Dialect.OPENAI_CHAT || call.dialect() == Dialect.OPENAI_COMPLETIONS;
		this.asked = call.envelope().usageInStream();
	}

	/** Whether an event must not be passed on as it is. */
	boolean concerns(Meaning meaning, EventJudge judge) {
		if (!this.chunks) {
			return false;
		}
		return switch (meaning) {
			case CONTENT, LIFECYCLE -> judge.usageBeside();
			case USAGE -> told();
			case END -> this.due != null;
			default -> false;
		};
	}

	// The provider has a chunk for it after all.
	private boolean told() {
		this.due = null;
		return !this.asked;
	}

	/** Hands on what takes the place of an event that must not be passed on as it is. */
	void instead(ByteBuf event, Meaning meaning, Consumer<ByteBuf> to) {
		if (meaning == Meaning.END) {
			due(to);
			to.accept(event.retainedSlice());
		}
		else if (meaning != Meaning.USAGE) {
			PartedChunk parts = PartedChunk.of(event);
			this.due = (parts != null && this.asked) ? parts.usage() : null;
			to.accept((parts != null) ? Unpooled.wrappedBuffer(parts.choices()) : event.retainedSlice());
		}
	}

	/** Hands on the usage that is due before the end. */
	void due(Consumer<ByteBuf> to) {
		if (this.due != null) {
			to.accept(Unpooled.wrappedBuffer(this.due));
			this.due = null;
		}
	}

}
