package dev.sluice.chat;

import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.ErrorBodies;

/**
 * Writes a stream as one whole answer, for a client that did not ask for a stream where
 * the provider gives nothing else.
 */
final class WholeAnswerEncoder implements StreamEncoder {

	private final DialectCodec client;

	private final AnswerFrame frame;

	private final GatheredAnswer answer = new GatheredAnswer();

	WholeAnswerEncoder(DialectCodec client, AnswerFrame frame) {
		this.client = client;
		this.frame = frame;
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.Ended) {
			out.frame(this.client.writeAnswer(this.answer.answer(), this.frame));
		}
		else if (event instanceof ChatEvent.Failed failed) {
			out.frame(ErrorBodies.json(this.client.dialect(), failed.failure(), this.frame.requestId()));
		}
		else {
			this.answer.take(event);
		}
	}

}
