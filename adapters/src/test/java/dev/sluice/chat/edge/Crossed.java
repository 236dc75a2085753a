package dev.sluice.chat.edge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.StreamTranslation;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.TestCodecs;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * One call from a client of one dialect to a provider of another, and its answer on the
 * way back. JSON may be written with single quotes.
 */
final class Crossed {

	private final Dialect client;

	private final Dialect provider;

	private final Crossing crossing;

	private Crossed(Dialect client, Dialect provider, Crossing crossing) {
		this.client = client;
		this.provider = provider;
		this.crossing = crossing;
	}

	/**
	 * A call whose target is the newest model of the provider's dialect.
	 */
	static Crossed call(Dialect client, Dialect provider, String request) {
		return call(client, provider, TestCodecs.model(provider), request);
	}

	static Crossed call(Dialect client, Dialect provider, TargetModel target, String request) {
		ChatRequest read = TestCodecs.of(client).readRequest(bytes(request), Envelope.NONE);
		return new Crossed(client, provider,
				Crossing.begin(TestCodecs.of(client), TestCodecs.of(provider), read, target, false));
	}

	/**
	 * A call that asks for nothing special.
	 */
	static Crossed plain(Dialect client, Dialect provider) {
		return call(client, provider,
				(client == Dialect.GEMINI_GENERATE) ? "{'contents':[{'role':'user','parts':[{'text':'Hi'}]}]}"
						: (client == Dialect.OPENAI_RESPONSES) ? "{'model':'m','input':'Hi'}"
								: "{'model':'m','max_tokens':50,'messages':[{'role':'user','content':'Hi'}]}");
	}

	/**
	 * The newest model of a dialect, which takes more.
	 */
	static TargetModel with(Dialect provider, Ability... more) {
		TargetModel usual = TestCodecs.model(provider);
		return new TargetModel(usual.id(), usual.outputTokens(), -1, usual.capabilities().with(more));
	}

	/**
	 * The newest model of a dialect, which takes less.
	 */
	static TargetModel without(Dialect provider, Ability... less) {
		TargetModel usual = TestCodecs.model(provider);
		return new TargetModel(usual.id(), usual.outputTokens(), -1, usual.capabilities().without(less));
	}

	/**
	 * Why a call is refused.
	 */
	static GatewayException refused(Dialect client, Dialect provider, String request) {
		GatewayException refused = catchThrowableOfType(GatewayException.class, () -> call(client, provider, request));
		assertThat(refused).as("the call is refused").isNotNull();
		return refused;
	}

	/**
	 * What the provider is sent.
	 */
	JsonNode sent() {
		return CodecChecks.tree(sentText());
	}

	String sentText() {
		return new String(this.crossing.body(), StandardCharsets.UTF_8);
	}

	List<String> dropped() {
		return this.crossing.dropped();
	}

	/**
	 * What the client gets for a whole answer.
	 */
	JsonNode answer(String answer) {
		return CodecChecks.tree(answerText(answer));
	}

	String answerText(String answer) {
		byte[] bytes = bytes(answer);
		return new String(this.crossing.answer(bytes, 0, bytes.length, TestCodecs.FRAME), StandardCharsets.UTF_8);
	}

	/**
	 * What a client that asked for a stream gets for a whole answer.
	 */
	String answerAsStream(String answer) {
		byte[] bytes = bytes(answer);
		return new String(this.crossing.answerAsStream(bytes, 0, bytes.length, TestCodecs.FRAME),
				StandardCharsets.UTF_8)
			.replaceAll("call_(noid)?[0-9a-f]{24}", "call_minted");
	}

	/**
	 * What a client that asked for no stream gets for one.
	 */
	String gathered(String... events) {
		byte[] bytes = bytes(framed(this.provider, events));
		return translated(this.crossing.streamAsAnswer(TestCodecs.FRAME), bytes, bytes.length, bytes.length);
	}

	GatewayException answerRefused(String answer) {
		GatewayException refused = catchThrowableOfType(GatewayException.class, () -> answerText(answer));
		assertThat(refused).as("the answer is none").isNotNull();
		return refused;
	}

	/**
	 * What the client gets for a stream of these events, the same however it is cut.
	 */
	String stream(String... events) {
		return raw(framed(this.provider, events), TestCodecs.FRAME);
	}

	/**
	 * The data of the events that the client gets.
	 */
	List<JsonNode> events(String... events) {
		String text = stream(events);
		return (this.client == Dialect.OLLAMA_CHAT) ? CodecChecks.lines(text) : CodecChecks.data(text);
	}

	String raw(String stream, AnswerFrame frame) {
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		String whole = translated(this.crossing.stream(frame), bytes, bytes.length, bytes.length);
		for (int cut = 1; cut < bytes.length; cut++) {
			assertThat(translated(this.crossing.stream(frame), bytes, cut, bytes.length)).as("cut at " + cut)
				.isEqualTo(whole);
		}
		assertThat(translated(this.crossing.stream(frame), bytes, 1, 1)).as("byte by byte").isEqualTo(whole);
		return whole;
	}

	private String translated(StreamTranslation translation, byte[] bytes, int first, int step) {
		String type = (this.provider.family() == DialectFamily.OLLAMA) ? "application/x-ndjson" : "text/event-stream";
		EventFramer framer = Objects.requireNonNull(EventFramers.forReply(this.provider, type));
		ByteBuf in = Unpooled.buffer(bytes.length);
		ByteBuf out = Unpooled.buffer();
		int size = first;
		for (int at = 0; at < bytes.length;) {
			int length = Math.min(size, bytes.length - at);
			in.writeBytes(bytes, at, length);
			take(framer, translation, in, at, out);
			at += length;
			size = step;
		}
		if (in.isReadable()) {
			translation.translate(in, out);
		}
		translation.end(out);
		return out.toString(StandardCharsets.UTF_8).replaceAll("call_(noid)?[0-9a-f]{24}", "call_minted");
	}

	private static void take(EventFramer framer, StreamTranslation translation, ByteBuf in, int from, ByteBuf out) {
		int at = from;
		for (int end = framer.nextEnd(in, at); end >= 0; end = framer.nextEnd(in, at)) {
			translation.translate(in.slice(in.readerIndex(), end - in.readerIndex()), out);
			in.readerIndex(end);
			at = end;
		}
	}

	/**
	 * Events as a provider frames them, from their data.
	 */
	static String framed(Dialect dialect, String... events) {
		StringBuilder stream = new StringBuilder();
		for (String event : events) {
			String data = json(event);
			switch (dialect) {
				case OLLAMA_CHAT -> stream.append(data).append('\n');
				case GEMINI_GENERATE -> stream.append("data: ").append(data).append("\r\n\r\n");
				case ANTHROPIC_MESSAGES, OPENAI_RESPONSES ->
					stream.append("event: ").append(type(data)).append("\ndata: ").append(data).append("\n\n");
				default -> stream.append("data: ").append(data).append("\n\n");
			}
		}
		return stream.toString();
	}

	private static String type(String data) {
		return CodecChecks.tree(data).path("type").asString("");
	}

	/**
	 * The values of one member, wherever events have it.
	 */
	static List<String> all(List<JsonNode> events, String pointer) {
		List<String> all = new ArrayList<>();
		for (JsonNode event : events) {
			JsonNode value = event.at(pointer);
			if (!value.isMissingNode() && !value.isNull()) {
				all.add(value.isValueNode() ? value.asString() : value.toString());
			}
		}
		return all;
	}

	static String joined(List<JsonNode> events, String pointer) {
		return String.join("", all(events, pointer));
	}

	static String json(String quoted) {
		return quoted.replace('\'', '"');
	}

	private static byte[] bytes(String quoted) {
		return json(quoted).getBytes(StandardCharsets.UTF_8);
	}

}
