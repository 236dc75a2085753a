package dev.sluice.chat.responses;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.JsonDialectCodec;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/**
 * The codec of {@code POST /v1/responses}. The gateway keeps no conversations: what
 * refers to one that is stored is refused when a call crosses dialects.
 */
public final class OpenAiResponsesCodec extends JsonDialectCodec {

	@Override
	public Dialect dialect() {
		return Dialect.OPENAI_RESPONSES;
	}

	@Override
	protected ChatRequest readRequest(JsonReader in, Envelope envelope) {
		return new RequestReader(in, envelope).read();
	}

	@Override
	public WrittenRequest writeRequest(ChatRequest request, TargetModel target) {
		return new RequestWriter(request, target).write();
	}

	@Override
	protected ChatAnswer readAnswer(JsonReader in) {
		return new AnswerReader(in).read();
	}

	@Override
	public byte[] writeAnswer(ChatAnswer answer, AnswerFrame frame) {
		return new AnswerWriter(new JsonWriter(), frame).write(answer);
	}

	@Override
	public StreamDecoder decoder() {
		return new EventDecoder();
	}

	@Override
	public boolean shows(ContentBlock block) {
		return WholeItem.expresses(block);
	}

	@Override
	public StreamEncoder encoder(AnswerFrame frame) {
		return new EventEncoder(frame);
	}

}
