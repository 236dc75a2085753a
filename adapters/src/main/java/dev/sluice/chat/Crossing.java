package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * One attempt whose target speaks another dialect than the client: the request as it is
 * sent, and the way back for the answer.
 */
public final class Crossing {

	private final DialectCodec client;

	private final DialectCodec upstream;

	private final WrittenRequest written;

	private Crossing(DialectCodec client, DialectCodec upstream, WrittenRequest written) {
		this.client = client;
		this.upstream = upstream;
		this.written = written;
	}

	/**
	 * Translates a request for one target.
	 * @param client the codec of the client's dialect
	 * @param upstream the codec of the target's dialect
	 * @param request what {@code client} read; reused for every attempt
	 * @param target the model
	 * @param strict whether a loss refuses the call
	 * @return the crossing
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when the target cannot do
	 * what is asked, or in strict mode when anything would be lost
	 */
	public static Crossing begin(DialectCodec client, DialectCodec upstream, ChatRequest request, TargetModel target,
			boolean strict) {
		WrittenRequest written = upstream.writeRequest(request, target);
		if (strict) {
			written.dropped().refuse();
		}
		return new Crossing(client, upstream, written);
	}

	/**
	 * The request for the target.
	 * @return its bytes, not to be changed
	 */
	public byte[] body() {
		return this.written.body();
	}

	/**
	 * What could not be carried over.
	 * @return names for {@code x-sluice-dropped} and the record
	 */
	public List<String> dropped() {
		return this.written.dropped().names();
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
	public byte[] answer(byte[] body, int from, int length, AnswerFrame frame) {
		return this.client.writeAnswer(read(body, from, length), frame);
	}

	private ChatAnswer read(byte[] body, int from, int length) {
		try {
			ChatAnswer answer = this.upstream.readAnswer(body, from, length);
			return new ReversedAnswer(this.written.reversal()).of(answer);
		}
		catch (JacksonException ex) {
			throw unreadable(ex);
		}
	}

	static GatewayException unreadable(@Nullable Throwable cause) {
		GatewayException failure = new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
				"The provider sent an answer that is not well-formed JSON.");
		return (cause != null) ? failure.causedBy(cause) : failure;
	}

	/**
	 * Begins to translate a streamed answer.
	 * @param frame what its events do not say
	 * @return the translation of one stream
	 */
	public StreamTranslation stream(AnswerFrame frame) {
		return new StreamTranslation(this.upstream.decoder(), this.client.encoder(frame), this.written.reversal());
	}

}
