package dev.sluice.dispatch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.AnswerShape;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.Passage;
import dev.sluice.chat.StreamTranslation;
import dev.sluice.chat.TargetModel;
import dev.sluice.translate.TranslationPolicy;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.JoinedBody;
import dev.sluice.wire.answer.ReplyFacts;

/**
 * A call whose target speaks another dialect than its client: as the provider gets it,
 * and the way back for the answer.
 *
 * @param client the call as received
 * @param upstream the same call in the provider's dialect
 * @param crossing the way back
 * @param frame what an answer needs that the provider does not say
 */
record CrossedCall(ClientCall client, ClientCall upstream, Crossing crossing, AnswerFrame frame) {

	private static final int ANTHROPIC_OVERLOADED = 529;

	/** What some proxies in front of models say when they gave up. */
	private static final int PROVIDERS_CLIENT_LEFT = 499;

	private static final int LAST_USUAL = 504;

	private static final Map<DialectFamily, List<String>> FAMILY_HEADERS = Map.of(DialectFamily.ANTHROPIC,
			List.of("anthropic-version", "anthropic-beta"), DialectFamily.OPENAI, List.of("openai-beta"),
			DialectFamily.GEMINI, List.of("x-goog-api-client"));

	/**
	 * Translates a call.
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when it cannot be done, or
	 * must not
	 */
	static CrossedCall of(ClientCall client, Passage passage, TargetModel model, TranslationPolicy policy, long now) {
		Dialect to = passage.upstream();
		policy.check(client.dialect(), to);
		if (!(client.body() instanceof JoinedBody body)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"A body of several parts cannot be translated to " + to.id()
							+ ". Send JSON, or choose a model of a provider that speaks " + client.dialect().id()
							+ ".");
		}
		Crossing crossing = passage.begin(body.exactly(), client.envelope(), model, policy.strict());
		return new CrossedCall(client, upstream(client, to, crossing, model.id()), crossing, frame(client, now));
	}

	private static ClientCall upstream(ClientCall client, Dialect to, Crossing crossing, String model) {
		boolean stream = client.envelope().stream();
		byte[] body = crossing.body();
		boolean inPath = to.family() == DialectFamily.GEMINI;
		Envelope envelope = crossing.described() ? Envelope.NONE : EnvelopeScanner.scan(to, body, body.length);
		if (inPath || crossing.described()) {
			envelope = envelope.fromPath(model, stream);
		}
		return new ClientCall(client.requestId(), to, envelope, new JoinedBody(body, body.length), client.caller(),
				client.headers(), client.path(), (inPath && stream) ? "alt=sse" : null, client.receivedNanos(),
				client.notes());
	}

	private static AnswerFrame frame(ClientCall client, long now) {
		String query = client.rawQuery();
		boolean list = client.dialect().family() == DialectFamily.GEMINI && client.envelope().stream()
				&& (query == null || !query.contains("alt=sse"));
		String asked = client.envelope().model();
		return new AnswerFrame(client.requestId(), null, (asked != null) ? asked : "", now,
				client.envelope().usageInStream(), list);
	}

	/** What the provider's answers look like. */
	AnswerShape shape() {
		return this.crossing.shape(this.upstream.dialect());
	}

	/** Tells the events of a reply apart; null when it is no stream of them. */
	@Nullable EventFramer framer(ReplyContext context) {
		return context.mayStream() ? shape().framer(context.contentType(), context.maxEvent()) : null;
	}

	/** Takes out what only providers of other families understand. */
	void requestHeaders(HttpHeaders headers) {
		FAMILY_HEADERS.forEach((family, names) -> {
			if (this.crossing.described() || family != this.upstream.dialect().family()) {
				names.forEach(headers::remove);
			}
		});
		headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json");
	}

	/** The provider's usage, with the pictures counted that the client gets. */
	Usage usage(Usage told, byte[] translated) {
		return switch (this.client.dialect().operation()) {
			case IMAGES,
					IMAGE_EDITS ->
				told.with(UsageKind.IMAGES,
						ReplyFacts.read(this.client.dialect(), translated, 0, translated.length)
							.usage()
							.get(UsageKind.IMAGES));
			default -> told;
		};
	}

	/**
	 * A status that clients of any dialect know; only Anthropic's know 529, and none that
	 * something was created.
	 */
	int replyStatus(int upstream) {
		if (upstream < 300) {
			return 200;
		}
		if (upstream == ANTHROPIC_OVERLOADED) {
			boolean known = this.client.dialect().family() == DialectFamily.ANTHROPIC;
			return known ? upstream : ErrorKind.OVERLOADED.status();
		}
		boolean odd = upstream == PROVIDERS_CLIENT_LEFT || upstream > LAST_USUAL;
		return odd ? ErrorKind.UPSTREAM_BAD_ANSWER.status() : upstream;
	}

	/** Whether the client gets a stream, whatever its provider thought. */
	boolean streams() {
		return this.crossing.streams() && this.client.envelope().stream();
	}

	/** Translates a whole answer to what the client asked for. */
	byte[] answer(byte[] body) {
		return streams() ? this.crossing.answerAsStream(body, 0, body.length, this.frame)
				: this.crossing.answer(body, 0, body.length, this.frame);
	}

	/** Notes in the record what of the answer the client's dialect has no place for. */
	void noteLosses() {
		String lost = this.crossing.dropped()
			.stream()
			.filter((name) -> name.startsWith(Crossing.OF_ANSWER))
			.collect(Collectors.joining(", "));
		if (!lost.isEmpty()) {
			this.client.notes().add("translate", "answer", lost);
		}
	}

	/** Begins to translate a stream to what the client asked for. */
	StreamTranslation translation() {
		return streams() ? this.crossing.stream(this.frame) : this.crossing.streamAsAnswer(this.frame);
	}

	/** The provider's headers as they are true of the translated answer. */
	HttpHeaders replyHeaders(HttpHeaders upstream, boolean streamed) {
		HttpHeaders headers = new DefaultHttpHeaders().setAll(upstream);
		headers.remove(HttpHeaderNames.CONTENT_LENGTH).remove(HttpHeaderNames.CONTENT_ENCODING);
		boolean events = streamed && !this.frame.jsonArray();
		headers.set(HttpHeaderNames.CONTENT_TYPE, events ? "text/event-stream" : "application/json");
		return headers;
	}

}
