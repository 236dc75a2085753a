package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;
import dev.sluice.wire.OutputText;
import dev.sluice.wire.answer.ReplyFacts;

/**
 * What has to be known of a provider's answers before they are translated: where an event
 * ends, what is a failure, what was used.
 */
public interface AnswerShape {

	/**
	 * The shape that answers of a dialect have.
	 * @param dialect what the provider speaks
	 * @return its shape
	 */
	static AnswerShape of(Dialect dialect) {
		return new AnswerShape() {

			@Override
			public @Nullable EventFramer framer(String contentType, int maxEvent) {
				return EventFramers.forReply(dialect, contentType, maxEvent);
			}

			@Override
			public ReplyFacts facts(byte[] body, int from, int length) {
				return ReplyFacts.read(dialect, body, from, length);
			}

			@Override
			public OutputText text() {
				return OutputText.of(dialect);
			}

		};
	}

	/**
	 * Tells the events of a streamed answer apart.
	 * @param contentType the answer's content type, empty when it named none
	 * @param maxEvent the largest event in bytes
	 * @return a framer for this answer alone, or null when it is no stream of events
	 */
	@Nullable EventFramer framer(String contentType, int maxEvent);

	/**
	 * Reads the facts of a whole answer.
	 * @param body where it stands
	 * @param from its first byte
	 * @param length its length
	 * @return its usage, and whether it is a failure
	 */
	ReplyFacts facts(byte[] body, int from, int length);

	/**
	 * Begins to keep the text of a streamed answer.
	 * @return an empty text
	 */
	OutputText text();

}
