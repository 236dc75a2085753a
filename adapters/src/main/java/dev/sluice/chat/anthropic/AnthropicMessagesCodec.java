package dev.sluice.chat.anthropic;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import tools.jackson.core.JacksonException;

/** The codec of {@code POST /v1/messages}. */
public final class AnthropicMessagesCodec implements DialectCodec {

	@Override
	public Dialect dialect() {
		return Dialect.ANTHROPIC_MESSAGES;
	}

	@Override
	public ChatRequest readRequest(byte[] body, Envelope envelope) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			return new RequestReader(in, envelope).read();
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	@Override
	public WrittenRequest writeRequest(ChatRequest request, TargetModel target) {
		return new RequestWriter(request, target).write();
	}

	@Override
	public ChatAnswer readAnswer(byte[] body, int from, int length) {
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			return new AnswerReader(in).read();
		}
	}

	@Override
	public byte[] writeAnswer(ChatAnswer answer, AnswerFrame frame) {
		return new AnswerWriter(new JsonWriter(), frame).write(answer);
	}

	@Override
	public StreamDecoder decoder() {
		return new MessageStreamDecoder();
	}

	@Override
	public StreamEncoder encoder(AnswerFrame frame) {
		return new MessageStreamEncoder(frame);
	}

}
