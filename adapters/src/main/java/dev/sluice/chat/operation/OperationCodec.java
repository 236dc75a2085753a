package dev.sluice.chat.operation;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

/**
 * One dialect of an operation: bytes to neutral values and back. One instance serves all
 * calls. Used only to cross dialects.
 *
 * @param <Q> the operation's neutral request
 * @param <A> its neutral answer
 */
public interface OperationCodec<Q, A> {

	/**
	 * The dialect.
	 * @return the key under which the codec is found
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
	 * Writes a request for a provider's model.
	 * @param request any dialect's request
	 * @param target the model
	 * @return the bytes, and what was lost
	 * @throws dev.sluice.call.GatewayException of kind {@code INVALID_REQUEST} when it
	 * asks for what the target cannot do at all
	 */
	WrittenRequest writeRequest(Q request, TargetModel target);

	/**
	 * Reads a provider's answer.
	 * @param body where it stands
	 * @param from its first byte
	 * @param length its length
	 * @return the answer
	 * @throws dev.sluice.call.GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when
	 * it is none
	 */
	A readAnswer(byte[] body, int from, int length);

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
