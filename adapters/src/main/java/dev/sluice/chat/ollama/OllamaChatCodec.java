package dev.sluice.chat.ollama;

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

/** The codec of {@code POST /api/chat}: JSON, or one line of JSON per event. */
public final class OllamaChatCodec extends JsonDialectCodec {

	@Override
	public Dialect dialect() {
		return Dialect.OLLAMA_CHAT;
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
		return new AnswerWriter(frame).write(answer);
	}

	@Override
	public StreamDecoder decoder() {
		return new LineDecoder();
	}

	@Override
	public boolean shows(ContentBlock block) {
		return block instanceof ContentBlock.Image;
	}

	@Override
	public StreamEncoder encoder(AnswerFrame frame) {
		return new LineEncoder(frame);
	}

}
