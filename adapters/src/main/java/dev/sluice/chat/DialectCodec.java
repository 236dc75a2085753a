package dev.sluice.chat;

import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;

/**
 * One chat dialect: bytes to neutral blocks and back, for whole answers and streams. One
 * instance serves all calls. Used only to cross dialects: a call whose target speaks its
 * own dialect is never taken apart.
 */
public interface DialectCodec extends ProviderCodec {

	/**
	 * Reads a client's request.
	 * @param body the whole body
	 * @param envelope its facts: the model and the stream flag where they stand in the
	 * path, and the spans of the gateway's own fields, which are left out
	 * @return the request
	 * @throws GatewayException of kind {@code INVALID_REQUEST}, naming the field, when it
	 * cannot be understood
	 */
	ChatRequest readRequest(byte[] body, Envelope envelope);

	/**
	 * Writes a whole answer for a client.
	 * @param answer any dialect's answer
	 * @param frame what the answer does not say
	 * @return the bytes
	 */
	byte[] writeAnswer(ChatAnswer answer, AnswerFrame frame);

	/**
	 * Whether clients can be told what a model made besides text and calls.
	 * @param block an image, a sound, a document, or what only another dialect knows
	 * @return false when it is left out of answers
	 */
	default boolean shows(ContentBlock block) {
		return false;
	}

	/**
	 * Begins to write a client's stream.
	 * @param frame what the events do not say
	 * @return an encoder for one stream
	 */
	StreamEncoder encoder(AnswerFrame frame);

}
