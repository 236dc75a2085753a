package dev.sluice.chat.gemini;

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

/**
 * The codec of {@code :generateContent} and {@code :streamGenerateContent}. Model and
 * stream flag stand in the path: neither is read from nor written to the body. Streams
 * are read as SSE or as one JSON list, whichever comes.
 */
public final class GeminiGenerateCodec extends JsonDialectCodec {

	@Override
	public Dialect dialect() {
		return Dialect.GEMINI_GENERATE;
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
		return new ChunkDecoder();
	}

	@Override
	public boolean shows(ContentBlock block) {
		return AnswerParts.expresses(block);
	}

	@Override
	public StreamEncoder encoder(AnswerFrame frame) {
		return new ChunkEncoder(frame);
	}

}
