package dev.sluice.chat.embedding;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

/** One embedding dialect: bytes to neutral values and back. Serves all calls. */
public interface EmbeddingCodec {

	/**
	 * The dialect.
	 * @return the key under which the codec is found
	 */
	Dialect dialect();

	/**
	 * Reads a client's request.
	 * @param body the whole body
	 * @param envelope its facts
	 * @return the request
	 * @throws dev.sluice.call.GatewayException of kind {@code INVALID_REQUEST} when it
	 * cannot be understood
	 */
	EmbeddingRequest readRequest(byte[] body, Envelope envelope);

	/**
	 * Writes a request for a provider's model, for several texts at once:
	 * {@code :batchEmbedContents} at Gemini.
	 * @param request any dialect's request
	 * @param target the model
	 * @return the bytes, and what was lost
	 */
	WrittenRequest writeRequest(EmbeddingRequest request, TargetModel target);

	/**
	 * Reads a provider's answer.
	 * @param body where it stands
	 * @param from its first byte
	 * @param length its length
	 * @return the answer
	 * @throws dev.sluice.call.GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when
	 * it is none
	 */
	EmbeddingAnswer readAnswer(byte[] body, int from, int length);

	/**
	 * Writes an answer for the client that sent a request.
	 * @param answer any dialect's answer
	 * @param request the client's request
	 * @param frame what the answer does not say
	 * @return the bytes
	 */
	byte[] writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request, AnswerFrame frame);

}
