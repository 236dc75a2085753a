package dev.sluice.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;

import static org.assertj.core.api.Assertions.assertThat;

/** What tests of codecs have in common: their own round trips, and crossings. */
public final class CodecChecks {

	/** The frame of all answers in tests. */
	public static final AnswerFrame FRAME = new AnswerFrame("req-1", null, "asked-model", 1794000000L, true, false);

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.build();

	private CodecChecks() {
	}

	/**
	 * JSON as a tree.
	 * @param json well-formed
	 * @return the tree
	 */
	public static JsonNode tree(byte[] json) {
		return JSON.readTree(json);
	}

	/**
	 * JSON as a tree.
	 * @param json well-formed
	 * @return the tree
	 */
	public static JsonNode tree(String json) {
		return JSON.readTree(json);
	}

	/**
	 * The newest model of a dialect's own vendor.
	 * @param dialect the dialect
	 * @return a target
	 */
	public static TargetModel target(Dialect dialect) {
		return new TargetModel("m", -1, -1, Capabilities.of(dialect));
	}

	/**
	 * Reads a request.
	 * @param codec the client's
	 * @param json the body
	 * @return the request
	 */
	public static ChatRequest request(DialectCodec codec, String json) {
		return codec.readRequest(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	/**
	 * A request through a codec and back is equal.
	 * @param codec the codec
	 * @param json the body
	 */
	public static void requestComesBack(DialectCodec codec, String json) {
		WrittenRequest written = codec.writeRequest(request(codec, json), target(codec.dialect()));
		assertThat(tree(written.body())).isEqualTo(tree(json));
		assertThat(written.dropped().names()).isEmpty();
	}

	/**
	 * An answer through a codec and back is equal.
	 * @param codec the codec
	 * @param json the body
	 */
	public static void answerComesBack(DialectCodec codec, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		assertThat(tree(codec.writeAnswer(codec.readAnswer(body, 0, body.length), FRAME))).isEqualTo(tree(json));
	}

	/**
	 * What a whole answer becomes for a client of another dialect.
	 * @param client the client's codec
	 * @param upstream the provider's codec
	 * @param json the provider's answer
	 * @return the client's answer
	 */
	public static JsonNode answer(DialectCodec client, DialectCodec upstream, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return tree(client.writeAnswer(upstream.readAnswer(body, 0, body.length), FRAME));
	}

	/**
	 * What a stream becomes, the same however its bytes are cut.
	 * @param crossing the call
	 * @param upstream the provider's dialect
	 * @param contentType the provider's content type
	 * @param stream the provider's bytes
	 * @param frame for the answer
	 * @return the client's bytes
	 */
	public static String stream(Crossing crossing, Dialect upstream, String contentType, String stream,
			AnswerFrame frame) {
		byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
		String whole = translated(crossing, upstream, contentType, bytes, bytes.length, bytes.length, frame);
		for (int cut = 1; cut < bytes.length; cut++) {
			assertThat(translated(crossing, upstream, contentType, bytes, cut, bytes.length, frame)).as("cut at " + cut)
				.isEqualTo(whole);
		}
		assertThat(translated(crossing, upstream, contentType, bytes, 1, 1, frame)).isEqualTo(whole);
		assertThat(translated(crossing, upstream, contentType, bytes, 2, 2, frame)).isEqualTo(whole);
		return whole;
	}

	private static String translated(Crossing crossing, Dialect upstream, String contentType, byte[] bytes, int first,
			int step, AnswerFrame frame) {
		StreamTranslation translation = crossing.stream(frame);
		EventFramer framer = EventFramers.forReply(upstream, contentType);
		assertThat(framer).isNotNull();
		ByteBuf in = Unpooled.buffer(bytes.length);
		ByteBuf out = Unpooled.buffer();
		int at = 0;
		int size = first;
		while (at < bytes.length) {
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
		// Minted ids differ from run to run.
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
	 * The data of the events of an SSE stream.
	 * @param sse the stream
	 * @return JSON, one per event
	 */
	public static List<JsonNode> data(String sse) {
		return sse.lines()
			.filter((line) -> line.startsWith("data: ") && !line.endsWith("[DONE]"))
			.map((line) -> tree(line.substring(6)))
			.toList();
	}

	/**
	 * The lines of a stream.
	 * @param lines one JSON per line
	 * @return JSON, one per line
	 */
	public static List<JsonNode> lines(String lines) {
		return lines.lines().filter((line) -> !line.isBlank()).map(CodecChecks::tree).toList();
	}

}
