package dev.sluice.chat.responses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.Ability;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.Signature;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link OpenAiResponsesCodec}. */
class OpenAiResponsesCodecTests {

	private static final JsonMapper JSON = new JsonMapper();

	private static final Path FIXTURES = Path.of("src/test/resources/golden/openai-responses");

	private static final AnswerFrame FRAME = new AnswerFrame("req_1", null, "client-model", 1794000000, true, false);

	private final OpenAiResponsesCodec codec = new OpenAiResponsesCodec();

	static List<Path> requests() throws IOException {
		return fixtures("request-");
	}

	static List<Path> answers() throws IOException {
		return fixtures("answer-");
	}

	static List<Path> streams() throws IOException {
		return fixtures("stream-");
	}

	private static List<Path> fixtures(String prefix) throws IOException {
		try (Stream<Path> files = Files.list(FIXTURES)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(prefix))
				.filter((file) -> !file.getFileName().toString().contains("normalised"))
				.filter((file) -> file.getFileName().toString().split("\\.").length == 2)
				.sorted()
				.toList();
		}
	}

	@ParameterizedTest
	@MethodSource("requests")
	void writesRequestsBackAsTheyWere(Path file) throws IOException {
		byte[] body = Files.readAllBytes(file);
		WrittenRequest written = this.codec.writeRequest(this.codec.readRequest(body, Envelope.NONE), everything());
		assertThat(written.dropped().names()).isEmpty();
		assertThat(JSON.readTree(written.body())).isEqualTo(JSON.readTree(body));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void writesAnswersBackAsTheyWere(Path file) throws IOException {
		byte[] body = Files.readAllBytes(file);
		byte[] written = this.codec.writeAnswer(this.codec.readAnswer(body, 0, body.length), FRAME);
		assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(body));
	}

	@ParameterizedTest
	@MethodSource("streams")
	void writesStreamsBackSoThatTheyMeanTheSame(Path file) throws IOException {
		List<ChatEvent> events = decode(Files.readString(file));
		assertThat(said(decode(encode(events)))).isEqualTo(said(events));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"previous_response_id\":\"resp_1\"", "\"conversation\":\"conv_1\"",
			"\"background\":true", "\"store\":true", "\"prompt\":{\"id\":\"p\"}" })
	void refusesWhatRefersToStoredThings(String field) {
		String name = field.substring(1, field.indexOf('"', 1));
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read("{\"input\":\"Hi\"," + field + "}"))
			.satisfies((refusal) -> assertThat(refusal.param()).isEqualTo(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"type\":\"item_reference\",\"id\":\"msg_1\"}",
			"{\"type\":\"compaction\",\"encrypted_content\":\"x\"}" })
	void refusesItemsThatOnlyTheirProviderHas(String item) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read("{\"input\":[" + item + "]}"));
	}

	@Test
	void takesNullForAbsent() {
		ChatRequest request = read("{\"model\":\"m\",\"input\":\"Hi\",\"previous_response_id\":null,\"tools\":null,"
				+ "\"text\":null,\"reasoning\":null,\"store\":null}");
		assertThat(request.messages()).hasSize(1);
	}

	@Test
	void case01EmptyArgumentsBecomeAnEmptyObject() {
		ChatRequest request = read(
				"{\"input\":[{\"type\":\"function_call\",\"call_id\":\"a\",\"name\":\"f\",\"arguments\":\"\"}]}");
		assertThat(request.messages().get(0).content().get(0)).isInstanceOfSatisfying(ContentBlock.ToolUse.class,
				(use) -> assertThat(use.arguments()).isEqualTo("{}"));
		String stream = encode(
				List.of(new ChatEvent.Started("x", "m", 1), new ChatEvent.ToolStarted(0, 0, "a", "f", false, null),
						new ChatEvent.Finished(0, Finish.of(FinishReason.TOOL_CALLS)), new ChatEvent.Ended()));
		assertThat(stream).containsOnlyOnce("response.function_call_arguments.delta\"").contains("\"delta\":\"{}\"");
	}

	@Test
	void case08InterleavedCallsKeepTheirItems() {
		String stream = encode(List.of(new ChatEvent.Started("x", "m", 1),
				new ChatEvent.ToolStarted(0, 0, "a", "f", false, null), new ChatEvent.ToolArguments(0, 0, "{\"x\":"),
				new ChatEvent.ToolStarted(0, 1, "b", "g", false, null), new ChatEvent.ToolArguments(0, 1, "{}"),
				new ChatEvent.ToolArguments(0, 0, "1}"), new ChatEvent.Finished(0, Finish.of(FinishReason.TOOL_CALLS)),
				new ChatEvent.Ended()));
		JsonNode output = terminal(stream).at("/response/output");
		assertThat(output.at("/0/arguments").asString()).isEqualTo("{\"x\":1}");
		assertThat(output.at("/1/arguments").asString()).isEqualTo("{}");
		assertThat(output.at("/0/call_id").asString()).isEqualTo("a");
	}

	@Test
	void case31SealedThinkingOfAnotherDialectComesBackUnchanged() {
		ContentBlock thought = new ContentBlock.Thinking("Höm – two",
				new Signature(Dialect.ANTHROPIC_MESSAGES, "a.b+/="));
		ContentBlock hidden = new ContentBlock.RedactedThinking(new Signature(Dialect.ANTHROPIC_MESSAGES, "zz=="));
		ChatAnswer answer = new ChatAnswer("msg_1", "claude", 1,
				List.of(new ChatAnswer.Choice(0, List.of(thought, hidden, new ContentBlock.ToolUse("a", "f", "{}")),
						Finish.of(FinishReason.TOOL_CALLS), null, Extras.NONE)),
				Usage.UNKNOWN, Extras.NONE);
		JsonNode written = JSON.readTree(this.codec.writeAnswer(answer, FRAME));
		// Clients may leave the summary out when they send an item back.
		String items = written.get("output").toString().replace("\"Höm – two\"", "\"\"");
		assertThat(read("{\"input\":" + items + "}").messages().get(0).content()).startsWith(thought, hidden);
	}

	@Test
	void case32ASealWithoutTextStaysInStreams() {
		ChatEvent seal = new ChatEvent.ThinkingSigned(0, Seals.own("rs_1", "cipher"));
		String stream = encode(List.of(new ChatEvent.Started("x", "m", 1), seal, new ChatEvent.TextDelta(0, "Hi"),
				new ChatEvent.Finished(0, Finish.of(FinishReason.STOP)), new ChatEvent.Ended()));
		assertThat(terminal(stream).at("/response/output/0/encrypted_content").asString()).isEqualTo("cipher");
	}

	@Test
	void case65AFailureMidwayIsToldTwiceAndNeverAsAnEnd() {
		String stream = encode(List.of(new ChatEvent.Started("x", "m", 1), new ChatEvent.TextDelta(0, "Ha"),
				new ChatEvent.Failed(ResponseFacts.failure("server_error", "broke"))));
		assertThat(stream).contains("event: error\n").doesNotContain("response.completed");
		assertThat(terminal(stream).at("/type").asString()).isEqualTo("response.failed");
		assertThat(terminal(stream).at("/response/output/0/content/0/text").asString()).isEqualTo("Ha");
	}

	@Test
	void case69AStreamWithoutAnEndIsAFailure() throws IOException {
		List<ChatEvent> events = decode(Files.readString(FIXTURES.resolve("stream-no-end.sse")));
		assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Failed.class);
	}

	@Test
	void writesForeignRequestsSoThatNothingIsStored() {
		Output output = new Output(4, List.of("END"), null, null, true, 2L, null, true, null);
		Tool tool = new Tool.Function("a.b", null, null, null, null, Extras.NONE);
		ChatRequest request = new ChatRequest(Dialect.OPENAI_CHAT, "m",
				List.of(new Message(Role.SYSTEM, List.of(new ContentBlock.Text("Be brief."))),
						new Message(Role.USER, List.of(new ContentBlock.Text("Hi")))),
				new Tooling(List.of(tool), new ToolChoice(ToolChoice.Mode.NAMED, List.of("a.b")), false), output,
				new Sampling(null, null, null, null, null, 5L), Reasoning.of(dev.sluice.chat.Effort.HIGH), null, null,
				Extras.NONE);
		WrittenRequest written = this.codec.writeRequest(request, model());
		JsonNode body = JSON.readTree(written.body());
		assertThat(body.get("store").asBoolean()).isFalse();
		assertThat(body.get("max_output_tokens").asInt()).isEqualTo(16);
		assertThat(body.at("/tools/0/strict").asBoolean()).isFalse();
		assertThat(body.at("/tools/0/name").asString()).isEqualTo("a_b");
		assertThat(body.at("/tool_choice/name").asString()).isEqualTo("a_b");
		assertThat(body.at("/include").toString())
			.isEqualTo("[\"reasoning.encrypted_content\",\"message.output_text.logprobs\"]");
		assertThat(body.at("/reasoning").toString()).isEqualTo("{\"effort\":\"high\",\"summary\":\"auto\"}");
		assertThat(written.dropped().names()).containsExactly("stop", "seed");
	}

	private ChatRequest read(String body) {
		return this.codec.readRequest(body.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	private static TargetModel model() {
		return new TargetModel("m", -1, -1, Capabilities.of(Dialect.OPENAI_RESPONSES));
	}

	private static TargetModel everything() {
		return new TargetModel("m", -1, -1,
				Capabilities.of(Dialect.OPENAI_RESPONSES).with(EnumSet.allOf(Ability.class).toArray(Ability[]::new)));
	}

	private List<ChatEvent> decode(String stream) {
		List<ChatEvent> events = new ArrayList<>();
		StreamDecoder decoder = this.codec.decoder();
		for (String event : stream.split("(?<=\n\n)")) {
			decoder.decode(Unpooled.copiedBuffer(event, StandardCharsets.UTF_8), events::add);
		}
		decoder.end(events::add);
		return events;
	}

	// An exception is never equal to another.
	private static List<String> said(List<ChatEvent> events) {
		return events.stream()
			.map((event) -> (event instanceof ChatEvent.Failed) ? "failed" : event.toString())
			.filter((event) -> !event.startsWith("BlockEnded"))
			.toList();
	}

	private String encode(List<ChatEvent> events) {
		StreamEncoder encoder = this.codec.encoder(FRAME);
		JsonWriter out = new JsonWriter();
		events.forEach((event) -> encoder.encode(event, out));
		return new String(out.toBytes(), StandardCharsets.UTF_8);
	}

	private static JsonNode terminal(String stream) {
		return JSON.readTree(stream.substring(stream.lastIndexOf("data: ") + 6));
	}

}
