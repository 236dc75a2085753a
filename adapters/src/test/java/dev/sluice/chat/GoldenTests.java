package dev.sluice.chat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The golden matrix: every source in every dialect, kept as text and reviewed as such.
 */
class GoldenTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(tools.jackson.databind.cfg.JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	static Stream<Arguments> requests() {
		return matrix("request");
	}

	static Stream<Arguments> answers() {
		return matrix("answer");
	}

	static Stream<Arguments> streams() {
		return matrix("stream");
	}

	static List<GoldenCase> sourceRequests() {
		return GoldenCase.all("request");
	}

	static List<GoldenCase> sourceAnswers() {
		return GoldenCase.all("answer");
	}

	static List<GoldenCase> sourceStreams() {
		return GoldenCase.all("stream");
	}

	private static Stream<Arguments> matrix(String kind) {
		return GoldenCase.all(kind)
			.stream()
			.flatMap((source) -> TestCodecs.ALL.stream()
				.map(DialectCodec::dialect)
				.filter((to) -> to != source.from() || source.normalised())
				.map((to) -> Arguments.of(source, to)));
	}

	@ParameterizedTest(name = "{0} to {1}")
	@MethodSource("requests")
	void translatesRequests(GoldenCase source, Dialect to) {
		ObjectNode golden = JSON.createObjectNode();
		try {
			ChatRequest request = TestCodecs.of(source.from()).readRequest(source.bytes(), Envelope.NONE);
			WrittenRequest written = TestCodecs.of(to).writeRequest(request, source.target(to));
			written.dropped().names().forEach(golden.putArray("dropped")::add);
			golden.set("body", JSON.readTree(written.body()));
		}
		catch (GatewayException ex) {
			golden.put("refused", ex.clientMessage()).put("param", ex.param());
		}
		GoldenCase.check(source.golden(to, ".json"), JSON.writeValueAsString(golden) + "\n");
	}

	@ParameterizedTest(name = "{0} to {1}")
	@MethodSource("answers")
	void translatesAnswers(GoldenCase source, Dialect to) {
		byte[] bytes = source.bytes();
		ChatAnswer answer = TestCodecs.of(source.from()).readAnswer(bytes, 0, bytes.length);
		JsonNode written = JSON.readTree(TestCodecs.of(to).writeAnswer(answer, TestCodecs.FRAME));
		GoldenCase.check(source.golden(to, ".json"), JSON.writeValueAsString(written) + "\n");
	}

	@ParameterizedTest(name = "{0} to {1}")
	@MethodSource("streams")
	void translatesStreams(GoldenCase source, Dialect to) {
		String written = StreamReplay.translate(source.from(), to, source.bytes(), new Reversal());
		String suffix = (to == Dialect.OLLAMA_CHAT) ? ".ndjson" : ".sse";
		GoldenCase.check(source.golden(to, suffix), written);
	}

	@ParameterizedTest
	@MethodSource("sourceRequests")
	void writesRequestsBackAsTheyWere(GoldenCase source) {
		DialectCodec codec = TestCodecs.of(source.from());
		ChatRequest request = codec.readRequest(source.bytes(), Envelope.NONE);
		WrittenRequest written = codec.writeRequest(request, TestCodecs.everything());
		if (source.normalised()) {
			ChatRequest again = codec.readRequest(written.body(), Envelope.NONE);
			assertThat(JSON.readTree(codec.writeRequest(again, TestCodecs.everything()).body()))
				.isEqualTo(JSON.readTree(written.body()));
			return;
		}
		assertThat(written.dropped().names()).isEmpty();
		assertThat(comparable(written.body())).isEqualTo(comparable(source.bytes()));
	}

	@ParameterizedTest
	@MethodSource("sourceAnswers")
	void writesAnswersBackAsTheyWere(GoldenCase source) {
		DialectCodec codec = TestCodecs.of(source.from());
		byte[] bytes = source.bytes();
		byte[] written = codec.writeAnswer(codec.readAnswer(bytes, 0, bytes.length), TestCodecs.FRAME);
		if (source.normalised()) {
			byte[] again = codec.writeAnswer(codec.readAnswer(written, 0, written.length), TestCodecs.FRAME);
			assertThat(JSON.readTree(again)).isEqualTo(JSON.readTree(written));
			return;
		}
		assertThat(comparable(written)).isEqualTo(comparable(bytes));
	}

	@ParameterizedTest
	@MethodSource("sourceStreams")
	void writesStreamsBackSoThatTheyMeanTheSame(GoldenCase source) {
		List<ChatEvent> events = StreamReplay.decode(source.from(), source.bytes(), 0);
		String written = StreamReplay.translate(source.from(), source.from(), source.bytes(), new Reversal());
		List<ChatEvent> again = StreamReplay.decode(source.from(), written.getBytes(StandardCharsets.UTF_8), 0);
		if (events.get(events.size() - 1) instanceof ChatEvent.Failed) {
			assertThat(again.get(again.size() - 1)).isInstanceOf(ChatEvent.Failed.class);
		}
		else if (source.normalised()) {
			String anew = StreamReplay.translate(source.from(), source.from(), written.getBytes(StandardCharsets.UTF_8),
					new Reversal());
			assertThat(stable(
					StreamReplay.said(StreamReplay.decode(source.from(), anew.getBytes(StandardCharsets.UTF_8), 0))))
				.isEqualTo(stable(StreamReplay.said(again)));
		}
		else {
			assertThat(stable(StreamReplay.said(again))).isEqualTo(stable(StreamReplay.said(events)));
		}
	}

	@ParameterizedTest
	@MethodSource("sourceStreams")
	void readsStreamsAlikeHoweverTheyAreCut(GoldenCase source) {
		byte[] bytes = source.bytes();
		List<String> whole = text(StreamReplay.decode(source.from(), bytes, 0));
		for (int cut = 1; cut < bytes.length; cut++) {
			assertThat(text(StreamReplay.decode(source.from(), bytes, cut))).as("cut at " + cut).isEqualTo(whole);
		}
	}

	private static List<String> text(List<ChatEvent> events) {
		return stable(events.stream().map(ChatEvent::toString).toList());
	}

	// Minted ids differ from run to run.
	private static List<String> stable(List<String> texts) {
		return texts.stream().map((text) -> text.replaceAll("call_(noid)?[0-9a-f]{24}", "call_made")).toList();
	}

	// A null says the same as no member; a string of JSON the same however it is spaced.
	private static JsonNode comparable(byte[] json) {
		return withoutNulls(JSON.readTree(json));
	}

	private static JsonNode withoutNulls(JsonNode node) {
		if (node.isObject()) {
			ObjectNode object = JSON.createObjectNode();
			node.properties()
				.stream()
				.filter((member) -> !member.getValue().isNull())
				.forEach((member) -> object.set(member.getKey(), withoutNulls(member.getValue())));
			return object;
		}
		if (node.isArray()) {
			var array = JSON.createArrayNode();
			node.forEach((element) -> array.add(withoutNulls(element)));
			return array;
		}
		return node;
	}

}
