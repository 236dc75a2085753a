package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;

/**
 * The provider's side of a chat dialect, or of one described API: requests are written
 * for it, answers and streams read from it. One instance serves all calls.
 */
public interface ProviderCodec {

	/**
	 * The dialect.
	 * @return the key under which the codec is found
	 */
	Dialect dialect();

	/**
	 * Writes a request for a provider's model.
	 * @param request any dialect's request
	 * @param target the model
	 * @return the bytes, and what to know for the answer
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when it asks for what the
	 * target cannot do at all
	 */
	WrittenRequest writeRequest(ChatRequest request, TargetModel target);

	/**
	 * Reads a provider's whole answer.
	 * @param body where it stands
	 * @param from its first byte
	 * @param length its length
	 * @return the answer
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it is none
	 */
	ChatAnswer readAnswer(byte[] body, int from, int length);

	/**
	 * Whether this is the codec of one described API, whose bodies are in no dialect.
	 * @return true when nothing but the codec can read what it writes
	 */
	default boolean described() {
		return false;
	}

	/**
	 * Whether the provider may answer with a job that it has to be asked about again.
	 * @return true when its answers have to be looked at by {@link #unfinished}
	 */
	default boolean later() {
		return false;
	}

	/**
	 * The job that an answer stands for while it is not ready.
	 * @param body the provider's whole answer
	 * @param known the job's id as an earlier answer told it, or null
	 * @return its id, or null when the answer is final
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it cannot be
	 * understood
	 */
	default @Nullable String unfinished(byte[] body, @Nullable String known) {
		return null;
	}

	/**
	 * What answers of a provider look like before they are read.
	 * @return the shape that the dialect gives them, unless the codec knows better
	 */
	default AnswerShape shape() {
		return AnswerShape.of(dialect());
	}

	/**
	 * Begins to read a provider's stream.
	 * @return a decoder for one stream
	 */
	StreamDecoder decoder();

}
