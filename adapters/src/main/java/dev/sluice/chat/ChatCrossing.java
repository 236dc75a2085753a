package dev.sluice.chat;

import java.util.List;

import tools.jackson.core.JacksonException;

import dev.sluice.call.GatewayException;

/** A chat that crosses from its client's dialect to its target's, whole or streamed. */
final class ChatCrossing implements Crossing {

	private final DialectCodec client;

	private final DialectCodec upstream;

	private final WrittenRequest written;

	private ChatCrossing(DialectCodec client, DialectCodec upstream, WrittenRequest written) {
		this.client = client;
		this.upstream = upstream;
		this.written = written;
	}

	static Crossing begin(DialectCodec client, DialectCodec upstream, ChatRequest request, TargetModel target,
			boolean strict) {
		WrittenRequest written = upstream.writeRequest(request, target);
		if (strict) {
			written.dropped().refuse();
		}
		return new ChatCrossing(client, upstream, written);
	}

	@Override
	public byte[] body() {
		return this.written.body();
	}

	@Override
	public List<String> dropped() {
		return this.written.dropped().names();
	}

	@Override
	public byte[] answer(byte[] body, int from, int length, AnswerFrame frame) {
		return this.client.writeAnswer(read(body, from, length), frame);
	}

	private ChatAnswer read(byte[] body, int from, int length) {
		try {
			ChatAnswer answer = this.upstream.readAnswer(body, from, length);
			return new ReversedAnswer(this.written.reversal()).of(answer);
		}
		catch (JacksonException ex) {
			throw Crossing.unreadable(ex);
		}
	}

	@Override
	public StreamTranslation stream(AnswerFrame frame) {
		return new StreamTranslation(this.upstream.decoder(), this.client.encoder(frame), this.written.reversal());
	}

}
