package dev.sluice.wire;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.Usage;

/**
 * Reads the events of one stream and tells what each means for its life. Keeps what it
 * saw; used by one stream.
 */
public interface EventJudge {

	/**
	 * Judges the next event.
	 * @param event one whole event with its end mark; its indices are not changed
	 * @return what it means
	 */
	Meaning judge(ByteBuf event);

	/**
	 * Lets the text of every further event be kept, for streams whose tokens may have to
	 * be counted.
	 * @param text where it is kept
	 */
	void keep(OutputText text);

	/**
	 * Whether an end of the connection is now a proper end of the stream.
	 * @return true once the dialect's end mark, or the finish reason of every answer that
	 * was asked for, was seen
	 */
	boolean finished();

	/**
	 * Whether the dialect's end mark was seen, behind which no event comes.
	 * @return false for streams that have none
	 */
	boolean ended();

	/**
	 * What the stream said of its tokens, cumulative values overwriting earlier ones.
	 * @return the usage so far
	 */
	Usage usage();

	/**
	 * What the provider calls the model that answers.
	 * @return the model, or null when no event named it
	 */
	@Nullable String servedModel();

	/**
	 * The provider's message in the last event that meant {@link Meaning#ERROR}.
	 * @return the message, or null
	 */
	@Nullable String error();

	/**
	 * Whether the event just judged tells usage beside content, where clients read only
	 * one of them.
	 * @return false in dialects that have both in one event
	 */
	default boolean usageBeside() {
		return false;
	}

	/** What an event means for the life of its stream. */
	enum Meaning {

		/** Nothing for the reader: a comment, a ping, an empty event. */
		IDLE,

		/** The stream began, or a part of it; the reader has nothing to show yet. */
		LIFECYCLE,

		/** Something to show: text, a tool call, reasoning, an image, a finish reason. */
		CONTENT,

		/** Usage alone, which clients that did not ask for it must not see. */
		USAGE,

		/** The provider reports a failure. */
		ERROR,

		/** The end mark. */
		END

	}

}
