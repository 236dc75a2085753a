package dev.sluice.provider.custom;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Secret;
import dev.sluice.call.Target;
import dev.sluice.catalog.CatalogueException;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CustomCodecTests {

	private static final String API = """
			path: /models/{model}/generate
			stream-path: /models/{model}/generate_stream
			request:
			  /inputs: prompt
			  /parameters/max_new_tokens: max-output
			  /parameters/temperature: temperature
			  /options/system: system
			constants:
			  /parameters/details: true
			  /version: 3
			finish-words: {eos: stop, length: length}
			answer:
			  text: /output/text
			  finish: /output/why
			  input-tokens: /usage/in
			  output-tokens: /usage/out
			  error: /error
			stream:
			  framing: sse
			  text: /token
			  finish: /why
			  output-tokens: /out
			  error: /error
			  end: "[DONE]"
			""";

	private final CustomApi api = CustomApiReader.read("acme.yaml", API);

	private final CustomCodec codec = new CustomCodec(this.api);

	@Test
	void writesFieldsWhereTheDescriptionSays() {
		WrittenRequest written = this.codec.writeRequest(request(false, message(Role.SYSTEM, "be brief"),
				message(Role.USER, "hi"), message(Role.ASSISTANT, "yes?"), message(Role.USER, "\"go\"")), target(50));
		assertThat(JsonMapper.shared().readTree(written.body())).isEqualTo(JsonMapper.shared().readTree("""
				{"parameters":{"details":true,"max_new_tokens":50,"temperature":0.5},"version":3,
				"inputs":"system: be brief\\n\\nuser: hi\\n\\nassistant: yes?\\n\\nuser: \\"go\\"\\n\\nassistant:",
				"options":{"system":"be brief"}}"""));
		assertThat(written.dropped().names()).containsExactly("top_p", "stop");
	}

	@Test
	void sendsOneQuestionAsItIsAndLeavesOutWhatIsNotSet() {
		WrittenRequest written = this.codec.writeRequest(request(false, message(Role.USER, "hi")), target(-1));
		assertThat(new String(written.body(), StandardCharsets.UTF_8))
			.isEqualTo("{\"parameters\":{\"details\":true,\"temperature\":0.5},\"version\":3,\"inputs\":\"hi\"}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "{'output':{'text':'yes','why':'eos'},'usage':{'in':3,'out':4}} | yes | STOP | 3 | 4",
					"{'output':{'text':['y','es'],'why':'length'},'error':null} | yes | LENGTH | -1 | -1",
					"{'output':{'text':'','why':'odd'},'error':'','usage':{'in':'x'}} | '' | OTHER | -1 | -1",
					"{'output':{'text':'yes'},'error':false} | yes | STOP | -1 | -1" })
	void readsPartsFromWhereTheDescriptionSays(String body, String text, FinishReason finish, long input, long output) {
		byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		ChatAnswer answer = this.codec.readAnswer(bytes, 0, bytes.length);
		assertThat(answer.choices().get(0).content()).containsExactly(new ContentBlock.Text(text));
		assertThat(answer.choices().get(0).finish().reason()).isEqualTo(finish);
		assertThat(answer.usage().input()).isEqualTo(input);
		assertThat(answer.usage().output()).isEqualTo(output);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"{'error':{'message':'no credit'}} | The provider reported a failure: no credit",
			"{'error':'overloaded'} | The provider reported a failure: overloaded",
			"{'output':{}} | The provider's answer has no text at /output/text, where its description puts it." })
	void tellsFailuresFromAnswers(String body, String message) {
		byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		assertThatThrownBy(() -> this.codec.readAnswer(bytes, 0, bytes.length)).isInstanceOf(GatewayException.class)
			.hasMessageStartingWith(message);
	}

	@Test
	void readsServerSentEventsUpToTheEndMark() {
		List<ChatEvent> events = events(this.codec.decoder(), ": hi\n\n", "event: x\ndata: {\"token\":\"a\"}\n\n",
				"data:{\"token\":\"b\",\"out\":2,\"why\":\"length\"}\r\n\r\n", "data: [DONE]\n\n",
				"data: {\"token\":\"late\"}\n\n");
		assertThat(events).hasSize(6);
		assertThat(events.get(0)).isInstanceOf(ChatEvent.Started.class);
		assertThat(text(events)).isEqualTo("ab");
		assertThat(events.get(4)).asString().contains("LENGTH");
		assertThat(events.get(5)).isInstanceOf(ChatEvent.Ended.class);
	}

	@Test
	void readsLinesWhoseTextGrowsUpToTheEndFlag() {
		CustomCodec lines = new CustomCodec(
				CustomApiReader.read("acme.yaml", API.replace("framing: sse", "framing: ndjson")
					.replace("end: \"[DONE]\"", "end-flag: /done\n  cumulative: true")));
		List<ChatEvent> events = events(lines.decoder(), "{\"token\":\"a\"}\n", "{\"token\":\"ab\"}\n",
				"{\"token\":\"abc\",\"done\":true}\n");
		assertThat(text(events)).isEqualTo("abc");
		assertThat(events.get(events.size() - 1)).isInstanceOf(ChatEvent.Ended.class);
	}

	@Test
	void endsInAFailureWhenTheEndMarkIsMissingOrAnErrorIsTold() {
		List<ChatEvent> cut = events(this.codec.decoder(), "data: {\"token\":\"a\"}\n\n");
		assertThat(cut.get(cut.size() - 1)).isInstanceOf(ChatEvent.Failed.class);
		List<ChatEvent> failed = events(this.codec.decoder(), "data: {\"token\":\"a\"}\n\n",
				"data: {\"error\":\"boom\"}\n\n");
		assertThat(failed.get(failed.size() - 1)).isInstanceOfSatisfying(ChatEvent.Failed.class,
				(event) -> assertThat(event.failure().kind()).isEqualTo(ErrorKind.UPSTREAM_BAD_ANSWER));
	}

	@Test
	void refusesStreamsOfAnApiWithoutAny() {
		CustomCodec whole = new CustomCodec(
				CustomApiReader.read("acme.yaml", API.substring(0, API.indexOf("stream:\n"))));
		assertThatThrownBy(() -> whole.writeRequest(request(true, message(Role.USER, "hi")), target(1)))
			.hasMessageContaining("has no streams");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"/inputs: prompt | /inputs: promt | acme.yaml, line 4: '/inputs' names 'promt', which is no part of a request. Did you mean prompt or",
			"/inputs: prompt | inputs: prompt | acme.yaml, line 4: 'inputs' must be a JSON pointer such as /output/text.",
			"eos: stop | eos: done | acme.yaml, line 11: 'eos' must be stop, stop-sequence, length or content-filter, but is 'done'.",
			"framing: sse | framing: poll | acme.yaml, line 19: 'framing' must be sse or ndjson, but is 'poll'. An API that is asked again",
			"path: /models/{model}/generate | path: models | acme.yaml, line 1: 'path' must be a path such as",
			"text: /output/text | texts: /x | acme.yaml, line 13: unknown key 'texts'. Did you mean text or",
			"answer: | answers: | acme.yaml, line 12: unknown key 'answers'. Did you mean answer or" })
	void refusesWhatItDoesNotUnderstandWithThePlace(String good, String bad, String message) {
		assertThat(API).contains(good);
		assertThatThrownBy(
				() -> CustomApiReader.read("acme.yaml", API.replaceFirst(java.util.regex.Pattern.quote(good), bad)))
			.isInstanceOf(CatalogueException.class)
			.hasMessageStartingWith(message);
	}

	private static final String POLL = API.substring(0, API.indexOf("stream:\n"))
		.replace("stream-path: /models/{model}/generate_stream\n", "") + """
				poll:
				  id: /id
				  path: /jobs/{id}
				  status: /state
				  done: [ok]
				  failed: [broken]
				""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "{'id':'a b','state':'new'} | - | a b", "{'id':7} | - | 7", "{'state':'new'} | 7 | 7",
					"{'id':8,'state':null} | 7 | 8", "{'id':7,'state':'ok'} | 7 | -",
					"{'id':7,'state':'broken'} | - | -", "{'id':7,'state':'new','error':'x'} | 7 | -" })
	void asksAgainUntilTheStatusSaysThatTheJobIsOver(String body, @Nullable String known, @Nullable String id) {
		CustomCodec polled = new CustomCodec(CustomApiReader.read("acme.yaml", POLL));
		assertThat(polled.later()).isTrue();
		assertThat(polled.unfinished(bytes(body), known)).isEqualTo(id);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "end-flag: /ready | {'id':7,'ready':false,'output':{'text':'so f'}} | 7",
					"end-flag: /ready | {'id':7,'ready':true} | -", "'' | {'id':7} | 7",
					"'' | {'id':7,'output':{'text':''}} | -" })
	void asksAgainUntilTheFlagIsSetOrTheTextIsThere(String flag, String body, @Nullable String id) {
		CustomCodec polled = new CustomCodec(CustomApiReader.read("acme.yaml",
				POLL.replace("  status: /state\n  done: [ok]\n  failed: [broken]\n", "  " + flag + "\n")));
		assertThat(polled.unfinished(bytes(body), null)).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{'state':'new'}", "{'id':'','state':'new'}", "{'id':{},'state':'new'}", "[]" })
	void aJobWithoutAnIdIsAFailure(String body) {
		CustomCodec polled = new CustomCodec(CustomApiReader.read("acme.yaml", POLL));
		assertThatThrownBy(() -> polled.unfinished(bytes(body), null)).isInstanceOf(GatewayException.class)
			.hasMessageContaining("no job's id at /id");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"path: /jobs/{id} | path: /jobs | acme.yaml, line 19: 'path' must be a path such as /jobs/{id}, but is '/jobs'.",
			"done: [ok] | end-flag: /x | acme.yaml, line 20: 'status' and the words in 'done' belong together",
			"failed: [broken] | end-flag: /x | acme.yaml, line 22: 'end-flag' and 'status' both say",
			"failed: [broken] | cancel-method: GET | acme.yaml, line 22: 'cancel-method' must be POST, PUT or DELETE",
			"failed: [broken] | fail: [x] | acme.yaml, line 22: unknown key 'fail'. Did you mean failed",
			"poll: | stream-path: /x\\npoll: | acme.yaml, line 19: 'poll' and 'stream' exclude each other" })
	void refusesAJobThatCannotBeAskedFor(String good, String bad, String message) {
		assertThat(POLL).contains(good);
		assertThatThrownBy(() -> CustomApiReader.read("acme.yaml", POLL.replace(good, bad.replace("\\n", "\n"))))
			.isInstanceOf(CatalogueException.class)
			.hasMessageStartingWith(message);
	}

	private static byte[] bytes(String json) {
		return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void isTheCodecOfAProviderThatIsDescribedInAFile(@TempDir Path folder) throws IOException {
		Path file = Files.writeString(folder.resolve("acme.yaml"), API);
		Provider provider = provider(file.toString());
		CustomAdapter adapter = new CustomAdapter();
		adapter.prepare(provider, null);
		assertThat(adapter.codec(provider)).isInstanceOf(CustomCodec.class);
		Target target = new Target("acme", "a/b", "local", null, "test");
		assertThat(adapter.path(provider, TestCall.chat("m").build(), target)).isEqualTo("/models/a%2Fb/generate");
		assertThat(adapter.path(provider, TestCall.chat("m").stream().build(), target))
			.isEqualTo("/models/a%2Fb/generate_stream");
		HttpHeaders headers = new DefaultHttpHeaders();
		adapter.headers(provider, TestCall.chat("m").build(), headers, Secret.of("k"));
		assertThat(headers.get("x-api-key")).isEqualTo("k");
		assertThat(provider.dialects()).isEmpty();
		assertThat(adapter.speaks(provider, Dialect.OPENAI_CHAT)).isFalse();
		assertThatThrownBy(() -> adapter.prepare(provider(""), null))
			.hasMessageContaining("Set sluice.providers.acme.description to a YAML file.");
		assertThatThrownBy(() -> adapter.prepare(provider(folder.resolve("none.yaml").toString()), null))
			.hasMessageContaining("cannot be read");
	}

	private static Provider provider(String file) {
		return Objects
			.requireNonNull(TestProviders
				.catalogue("sluice.providers.acme.base-url=http://acme", "sluice.providers.acme.type=custom",
						"sluice.providers.acme.auth=x-api-key", "sluice.providers.acme.description=" + file)
				.find("acme"));
	}

	private static List<ChatEvent> events(StreamDecoder decoder, String... pieces) {
		List<ChatEvent> events = new ArrayList<>();
		for (String piece : pieces) {
			decoder.decode(Unpooled.copiedBuffer(piece, StandardCharsets.UTF_8), events::add);
		}
		decoder.end(events::add);
		return events;
	}

	private static String text(List<ChatEvent> events) {
		StringBuilder text = new StringBuilder();
		events.stream()
			.filter(ChatEvent.TextDelta.class::isInstance)
			.forEach((event) -> text.append(((ChatEvent.TextDelta) event).text()));
		return text.toString();
	}

	private static Message message(Role role, String text) {
		return new Message(role, List.of(new ContentBlock.Text(text)));
	}

	private static TargetModel target(long cap) {
		return new TargetModel("m", -1, cap, Capabilities.of(Dialect.OPENAI_CHAT));
	}

	private static ChatRequest request(boolean stream, Message... messages) {
		boolean long_ = messages.length > 1;
		return new ChatRequest(Dialect.OPENAI_CHAT, "m", List.of(messages), Tooling.NONE,
				new Output(-1, long_ ? List.of("x") : List.of(), null, null, null, null, null, stream, null),
				new Sampling(new BigDecimal("0.5"), long_ ? BigDecimal.ONE : null, null, null, null, null),
				Reasoning.UNSET, null, null, Extras.NONE);
	}

}
