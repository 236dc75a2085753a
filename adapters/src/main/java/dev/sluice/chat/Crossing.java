package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * One attempt whose target speaks another dialect than the client: the request as it is
 * sent, and the way back for the answer.
 */
public interface Crossing {

	/** Begins the names of what an answer, not the request, could not carry over. */
	String OF_ANSWER = "answer.";

	/**
	 * Translates a chat for one target.
	 * @param client the codec of the client's dialect
	 * @param upstream the codec of the target's dialect
	 * @param request what {@code client} read; reused for every attempt
	 * @param target the model
	 * @param strict whether a loss refuses the call
	 * @return the crossing
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when the target cannot do
	 * what is asked, or in strict mode when anything would be lost
	 */
	static Crossing begin(DialectCodec client, ProviderCodec upstream, ChatRequest request, TargetModel target,
			boolean strict) {
		return ChatCrossing.begin(client, upstream, request, target, strict);
	}

	/**
	 * The request for the target.
	 * @return its bytes, not to be changed
	 */
	byte[] body();

	/**
	 * What could not be carried over, of the answer as far as it was translated.
	 * @return names for {@code x-sluice-dropped} and the record
	 */
	List<String> dropped();

	/**
	 * Whether the request is in no dialect, but as a described API wants it.
	 * @return true when nothing else may be changed in it
	 */
	default boolean described() {
		return false;
	}

	/**
	 * What the provider's answers look like before they are translated.
	 * @param upstream what the provider speaks
	 * @return their shape
	 */
	default AnswerShape shape(Dialect upstream) {
		return AnswerShape.of(upstream);
	}

	/**
	 * The job that an answer stands for while it is not ready.
	 * @param body the provider's whole answer
	 * @return its id, or null when the answer is final
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it cannot be
	 * understood
	 */
	default @Nullable String unfinished(byte[] body) {
		return null;
	}

	/**
	 * Translates a whole answer.
	 * @param body where the provider's answer stands
	 * @param from its first byte
	 * @param length its length
	 * @param frame what it does not say
	 * @return the client's answer
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it cannot be
	 * understood
	 */
	byte[] answer(byte[] body, int from, int length, AnswerFrame frame);

	/**
	 * Begins to translate a streamed answer.
	 * @param frame what its events do not say
	 * @return the translation of one stream
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when answers of this
	 * kind are never streamed
	 */
	default StreamTranslation stream(AnswerFrame frame) {
		throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
				"The provider streams an answer that is only known whole.");
	}

	/**
	 * Whether answers of this kind may be streams.
	 * @return false for what is only known whole
	 */
	default boolean streams() {
		return false;
	}

	/**
	 * Translates a whole answer for a client that asked for a stream.
	 * @param body where the provider's answer stands
	 * @param from its first byte
	 * @param length its length
	 * @param frame what it does not say
	 * @return the client's whole stream
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it cannot be
	 * understood, or answers of this kind are never streamed
	 */
	default byte[] answerAsStream(byte[] body, int from, int length, AnswerFrame frame) {
		throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
				"The provider's answer is of a kind that is never streamed.");
	}

	/**
	 * Begins to translate a streamed answer for a client that asked for none.
	 * @param frame what its events do not say
	 * @return the translation of one stream, which writes one whole answer at its end
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when answers of this
	 * kind are never streamed
	 */
	default StreamTranslation streamAsAnswer(AnswerFrame frame) {
		return stream(frame);
	}

	/**
	 * The failure of an answer that is no JSON.
	 * @param cause why, or null
	 * @return the failure
	 */
	static GatewayException unreadable(@Nullable Throwable cause) {
		GatewayException failure = new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
				"The provider sent an answer that is not well-formed JSON.");
		return (cause != null) ? failure.causedBy(cause) : failure;
	}

}
