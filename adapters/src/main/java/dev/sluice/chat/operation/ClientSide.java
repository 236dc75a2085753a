package dev.sluice.chat.operation;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;

/**
 * What a client of an operation says and hears, in one dialect. One instance serves all
 * calls.
 *
 * @param <Q> the operation's neutral request
 * @param <A> its neutral answer
 */
public interface ClientSide<Q, A> {

	/**
	 * The dialect.
	 * @return what clients speak
	 */
	Dialect dialect();

	/**
	 * Reads a client's request.
	 * @param body the whole body
	 * @param envelope its facts: the model where it stands in the path, and the spans of
	 * the gateway's own fields, which are left out
	 * @return the request
	 * @throws dev.sluice.call.GatewayException of kind {@code INVALID_REQUEST}, naming
	 * the field, when it cannot be understood
	 */
	Q readRequest(byte[] body, Envelope envelope);

	/**
	 * Writes an answer for the client that sent a request.
	 * @param answer any dialect's answer
	 * @param request the client's request
	 * @param frame what the answer does not say
	 * @return the bytes
	 * @throws dev.sluice.call.GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when
	 * it is no answer to that request
	 */
	byte[] writeAnswer(A answer, Q request, AnswerFrame frame);

}
