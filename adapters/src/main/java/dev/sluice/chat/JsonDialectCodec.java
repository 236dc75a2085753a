package dev.sluice.chat;

import tools.jackson.core.JacksonException;

import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonReader;

/**
 * A codec whose requests and answers are JSON: opens and closes the reader, and says
 * whose fault it is when what comes is no JSON.
 */
public abstract class JsonDialectCodec implements DialectCodec {

	/** For codecs. */
	protected JsonDialectCodec() {
	}

	/**
	 * Reads a client's request.
	 * @param in stands before the body
	 * @param envelope the facts about the body
	 * @return the request
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when it cannot be
	 * understood
	 */
	protected abstract ChatRequest readRequest(JsonReader in, Envelope envelope);

	/**
	 * Reads a provider's answer.
	 * @param in stands before the body
	 * @return the answer
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it is none
	 */
	protected abstract ChatAnswer readAnswer(JsonReader in);

	@Override
	public final ChatRequest readRequest(byte[] body, Envelope envelope) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			return readRequest(in, envelope);
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	@Override
	public final ChatAnswer readAnswer(byte[] body, int from, int length) {
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			return readAnswer(in);
		}
	}

}
