package dev.sluice.chat.operation;

import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.json.JsonReader;

/**
 * An operation's codec whose requests and answers are JSON: opens and closes the reader,
 * and says whose fault it is when what comes is no JSON.
 *
 * @param <Q> the operation's neutral request
 * @param <A> its neutral answer
 */
public abstract class JsonOperationCodec<Q, A> implements OperationCodec<Q, A> {

	private final Dialect dialect;

	/**
	 * For codecs.
	 * @param dialect what they read and write
	 */
	protected JsonOperationCodec(Dialect dialect) {
		this.dialect = dialect;
	}

	@Override
	public final Dialect dialect() {
		return this.dialect;
	}

	/**
	 * Reads a client's request.
	 * @param in stands before the body
	 * @param envelope the facts about the body
	 * @return the request
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when it cannot be
	 * understood
	 */
	protected abstract Q readRequest(JsonReader in, Envelope envelope);

	/**
	 * Reads a provider's answer.
	 * @param in stands before the body
	 * @return the answer
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when it is none
	 */
	protected abstract A readAnswer(JsonReader in);

	@Override
	public final Q readRequest(byte[] body, Envelope envelope) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			return readRequest(in, envelope);
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	@Override
	public final A readAnswer(byte[] body, int from, int length) {
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			return readAnswer(in);
		}
		catch (JacksonException ex) {
			throw Crossing.unreadable(ex);
		}
	}

	/**
	 * Whether a member is not for codecs: a null, or one of the gateway's own.
	 * @param in standing at the member's value
	 * @param envelope names the gateway's own
	 * @return true when it is to be skipped
	 */
	protected static boolean skipped(JsonReader in, Envelope envelope) {
		return in.isNull() || envelope.isCut(in.position());
	}

}
