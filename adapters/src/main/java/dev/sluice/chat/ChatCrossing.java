package dev.sluice.chat;

import java.util.List;

import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonWriter;

/** A chat that crosses from its client's dialect to its target's, whole or streamed. */
final class ChatCrossing implements Crossing {

	private final DialectCodec client;

	private final ProviderCodec upstream;

	private final WrittenRequest written;

	private final AnswerLosses losses;

	private ChatCrossing(DialectCodec client, ProviderCodec upstream, WrittenRequest written) {
		this.client = client;
		this.upstream = upstream;
		this.written = written;
		this.losses = new AnswerLosses(client, written.dropped());
	}

	static Crossing begin(DialectCodec client, ProviderCodec upstream, ChatRequest request, TargetModel target,
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
	public boolean described() {
		return this.upstream.described();
	}

	@Override
	public AnswerShape shape(Dialect upstream) {
		return this.upstream.shape();
	}

	@Override
	public byte[] answer(byte[] body, int from, int length, AnswerFrame frame) {
		return this.client.writeAnswer(this.losses.of(read(body, from, length)), frame);
	}

	@Override
	public boolean streams() {
		return true;
	}

	@Override
	public byte[] answerAsStream(byte[] body, int from, int length, AnswerFrame frame) {
		ChatAnswer answer = read(body, from, length);
		StreamEncoder encoder = this.losses.of(this.client.encoder(frame));
		JsonWriter out = new JsonWriter();
		new AnswerEvents((event) -> encoder.encode(event, out)).tell(answer);
		return out.toBytes();
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
	public StreamTranslation streamAsAnswer(AnswerFrame frame) {
		return new StreamTranslation(this.upstream.decoder(),
				this.losses.of(new WholeAnswerEncoder(this.client, frame)), this.written.reversal(), true);
	}

	@Override
	public StreamTranslation stream(AnswerFrame frame) {
		return new StreamTranslation(this.upstream.decoder(), this.losses.of(this.client.encoder(frame)),
				this.written.reversal());
	}

}
