package dev.sluice.chat.operation;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

/**
 * What a provider of an operation is told and answers, in one dialect. One instance
 * serves all calls.
 *
 * @param <Q> the operation's neutral request
 * @param <A> its neutral answer
 */
public interface ProviderSide<Q, A> {

	/**
	 * The dialect.
	 * @return what providers speak
	 */
	Dialect dialect();

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
	 * The job that an answer stands for while it is not ready.
	 * @param body a provider's whole answer
	 * @return its id, of letters, digits, hyphens and underscores, or null when the
	 * answer is final
	 */
	default @Nullable String unfinished(byte[] body) {
		return null;
	}

	/**
	 * Reads a provider's answer.
	 * @param body where it stands
	 * @param from its first byte
	 * @param length its length
	 * @return the answer
	 * @throws dev.sluice.call.GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when
	 * it is none
	 * @throws tools.jackson.core.JacksonException when it is no JSON, which means the
	 * same
	 */
	A readAnswer(byte[] body, int from, int length);

}
