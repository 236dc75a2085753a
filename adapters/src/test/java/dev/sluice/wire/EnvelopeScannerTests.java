package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.InsertPoint;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class EnvelopeScannerTests {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> OURS = List.of("\"provider\":\"groq\"", "\"provider_preference\" : \"local\"",
			"\"cost_optimization\":\"aggressive\"", "\"enable_task_decomposition\":true",
			"\"parallel_execution\":false", "\"cache_bypass\": true");

	@Test
	void readsOpenAiChat() {
		String body = """
				{"model":"gpt-5.6","messages":[{"role":"user","content":"Hi \\u00e9"}],"stream":true,
				"stream_options":{"include_obfuscation":false,"include_usage":true},"max_tokens":64,"n":2,
				"user":"u1","tools":[{"type":"function"}]}""";
		Envelope envelope = scan(Dialect.OPENAI_CHAT, body);
		assertThat(envelope.model()).isEqualTo("gpt-5.6");
		assertThat(text(body, envelope.modelSpan())).isEqualTo("\"gpt-5.6\"");
		assertThat(envelope.stream()).isTrue();
		assertThat(envelope.usageInStream()).isTrue();
		assertThat(envelope.usageSplice()).isNull();
		assertThat(envelope.maxOutputTokens()).isEqualTo(64);
		assertThat(text(body, envelope.maxOutputSpan())).isEqualTo("64");
		assertThat(envelope.choices()).isEqualTo(2);
		assertThat(envelope.user()).isEqualTo("u1");
		assertThat(envelope.tools()).isTrue();
		assertThat(envelope.cuts()).isEmpty();
		assertThat(envelope.insertAt()).isOne();
		assertThat(envelope.empty()).isFalse();
	}

	@Test
	void treatsNullAsAbsentAndCutsWhatMayBeInserted() {
		String body = """
				{"model":null,"stream":null,"n":null,"user":null,"tools":null,"max_tokens":null,\
				"stream_options":null,"provider":null,"messages":[]}""";
		Envelope envelope = scan(Dialect.OPENAI_CHAT, body);
		assertThat(envelope.model()).isNull();
		assertThat(envelope.modelSpan()).isNull();
		assertThat(envelope.stream()).isFalse();
		assertThat(envelope.choices()).isOne();
		assertThat(envelope.maxOutputTokens()).isEqualTo(-1);
		assertThat(envelope.usageSplice()).isNull();
		assertThat(apply(body, envelope))
			.isEqualTo("{\"model\":null,\"stream\":null,\"n\":null,\"user\":null,\"tools\":null,\"messages\":[]}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			openai-chat|{"max_tokens":5}|5
			openai-chat|{"max_completion_tokens":6}|6
			openai-chat|{"max_tokens":5,"max_completion_tokens":6}|6
			openai-chat|{"max_completion_tokens":6,"max_tokens":5}|6
			openai-responses|{"max_output_tokens":7}|7
			anthropic-messages|{"max_tokens":8}|8
			gemini-generate|{"generationConfig":{"stopSequences":["a"],"maxOutputTokens":9}}|9
			gemini-generate|{"generation_config":{"max_output_tokens":10}}|10
			ollama-chat|{"options":{"num_ctx":1,"num_predict":11}}|11
			ollama-chat|{"options":{"num_predict":-1}}|-1
			""")
	void findsTheOutputCapOfEachDialect(String dialect, String body, long expected) {
		Envelope envelope = scan(Dialect.byId(dialect), body);
		assertThat(envelope.maxOutputTokens()).isEqualTo(expected);
		assertThat(text(body, envelope.maxOutputSpan())).isEqualTo(Long.toString(expected));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"max_tokens\":5,\"a\":1,\"max_completion_tokens\":6}",
			"{\"max_completion_tokens\":6,\"a\":1,\"max_tokens\":5}" })
	void cutsTheOlderOfTwoCaps(String body) {
		JsonNode rest = JSON.readTree(apply(body, scan(Dialect.OPENAI_CHAT, body)));
		assertThat(rest.propertyNames()).containsExactlyInAnyOrder("a", "max_completion_tokens");
	}

	@Test
	void readsTheOtherDialects() {
		Envelope anthropic = scan(Dialect.ANTHROPIC_MESSAGES,
				"{\"model\":\"m\",\"metadata\":{\"user_id\":\"u\"},\"tools\":[],\"n\":\"not ours\"}");
		assertThat(anthropic.user()).isEqualTo("u");
		assertThat(anthropic.tools()).isFalse();
		assertThat(scan(Dialect.OLLAMA_CHAT, "{\"model\":\"m\"}").stream()).isTrue();
		assertThat(scan(Dialect.OLLAMA_CHAT, "{\"stream\":false}").stream()).isFalse();
		Envelope gemini = scan(Dialect.GEMINI_GENERATE,
				"{\"contents\":[],\"generationConfig\":{\"candidateCount\":3},\"tools\":[{}]}")
			.fromPath("gemini-x", true);
		assertThat(gemini.choices()).isEqualTo(3);
		assertThat(gemini.tools()).isTrue();
		assertThat(gemini.model()).isEqualTo("gemini-x");
	}

	@Test
	void readsExtensionsAndLeavesOpenRoutersObject() {
		Envelope ours = scan(Dialect.OPENAI_CHAT, "{" + String.join(",", OURS) + "}");
		assertThat(ours.extensions().provider()).isEqualTo("groq");
		assertThat(ours.extensions().providerPreference()).isEqualTo("local");
		assertThat(ours.extensions().costOptimization()).isEqualTo("aggressive");
		assertThat(ours.extensions().taskDecomposition()).isTrue();
		assertThat(ours.extensions().parallelExecution()).isFalse();
		assertThat(ours.extensions().cacheBypass()).isTrue();
		assertThat(ours.empty()).isTrue();
		Envelope routers = scan(Dialect.OPENAI_CHAT, "{\"provider\":{\"order\":[\"a\"]},\"model\":\"m\"}");
		assertThat(routers.extensions().provider()).isNull();
		assertThat(routers.cuts()).isEmpty();
		assertThat(scan(Dialect.OPENAI_CHAT, "{\"provider_preference\":[\"local\",\"official\"]}").extensions()
			.providerPreference()).isEqualTo("local,official");
	}

	@Test
	void leavesAnObjectWhereverItsFieldsAreCut() {
		Random random = new Random(42);
		List<String> others = List.of("\"model\":\"m,}\"", "\"messages\" : [1, {\"provider\":\"x\"}]",
				"\"s\":\"\\\",\"", "\"t\": 1.5e3", "\"u\":null");
		for (int round = 0; round < 2000; round++) {
			List<String> members = new ArrayList<>();
			OURS.stream().filter((member) -> random.nextBoolean()).forEach(members::add);
			others.stream().filter((member) -> random.nextBoolean()).forEach(members::add);
			Collections.shuffle(members, random);
			List<String> spaces = List.of("", " ", "\n\t", "\r\n ");
			StringBuilder body = new StringBuilder(spaces.get(random.nextInt(4))).append('{');
			for (int i = 0; i < members.size(); i++) {
				body.append((i > 0) ? "," : "").append(spaces.get(random.nextInt(4)));
				body.append(members.get(i)).append(spaces.get(random.nextInt(4)));
			}
			checkCut(body.append("}").append(spaces.get(random.nextInt(4))).toString());
		}
	}

	private void checkCut(String body) {
		ObjectNode expected = (ObjectNode) JSON.readTree(body);
		expected.remove(List.of("provider", "provider_preference", "cost_optimization", "enable_task_decomposition",
				"parallel_execution", "cache_bypass"));
		Envelope envelope = scan(Dialect.OPENAI_CHAT, body);
		assertThat(JSON.readTree(apply(body, envelope))).as(body).isEqualTo(expected);
		assertThat(envelope.empty()).as(body).isEqualTo(expected.isEmpty());
		List<Splice> splices = new ArrayList<>();
		splices.add(Splice.insert(envelope.insertAt(), envelope.empty() ? "\"i\":1" : "\"i\":1,"));
		envelope.cuts().forEach((cut) -> splices.add(Splice.cut(cut)));
		expected.put("i", 1);
		assertThat(JSON.readTree(JoinedBodyTests.naive(bytes(body), splices))).as(body).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "nonsense", "[1]", "\"text\"", "12", "null", "{", "{\"a\"", "{\"a\":", "{\"a\":1",
			"{\"a\":\"x", "{\"a\":1}}", "{\"a\":1} x", "{\"a\":1}{\"b\":2}", "{'a':1}", "{a:1}", "{\"a\":1,}",
			"{\"a\":01}", "{\"a\":NaN}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":tru}", "{\"a\":\"\u0001\"}",
			"{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":[1,]}", "{\"a\":[1 2]}", "{\"a\":{]}",
			"{\"a\":1 \"b\":2}", "{/* c */\"a\":1}", "{,}", "\uFEFF{}", "{\"a\":1]", "{\"a\" 1}", "{\"a\":-}",
			"{\"a\":1e}" })
	void refusesWhatIsNotOneJsonObject(String body) {
		assertRefused(() -> scan(Dialect.OPENAI_CHAT, body));
	}

	@ParameterizedTest
	@CsvSource({ "C0AF", "E080AF", "EDA080", "EDBFBF", "F0808080", "F4908080", "F5808080", "80", "C2", "E282", "FF",
			"F09F98" })
	void refusesWhatIsNotUtf8EvenInSkippedStrings(String hex) {
		byte[] bad = java.util.HexFormat.of().parseHex(hex);
		byte[] body = bytes("{\"model\":\"m\",\"x\":{\"y\":\"" + "_".repeat(bad.length) + "\"}}");
		System.arraycopy(bad, 0, body, 23 - 1, bad.length);
		assertRefused(() -> EnvelopeScanner.scan(Dialect.OPENAI_CHAT, body, body.length));
		byte[] asName = bytes("{\"" + "_".repeat(bad.length) + "\":1}");
		System.arraycopy(bad, 0, asName, 2, bad.length);
		assertRefused(() -> EnvelopeScanner.scan(Dialect.OPENAI_CHAT, asName, asName.length));
	}

	@Test
	void acceptsAllOfUnicode() {
		StringBuilder all = new StringBuilder();
		for (int point = 0x20; point <= Character.MAX_CODE_POINT; point += 7) {
			if (point < 0xD800 || point > 0xDFFF) {
				all.appendCodePoint((point == '"' || point == '\\') ? 'x' : point);
			}
		}
		String body = "{\"x\":\"" + all + "\",\"model\":\"é😀\"}";
		Envelope envelope = scan(Dialect.OPENAI_CHAT, body);
		assertThat(envelope.model()).isEqualTo("é😀");
		assertThat(text(body, envelope.modelSpan())).isEqualTo("\"é😀\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE" })
	void refusesOtherEncodings(String charset) {
		byte[] body = "{\"model\":\"m\"}".getBytes(java.nio.charset.Charset.forName(charset));
		assertRefused(() -> EnvelopeScanner.scan(Dialect.OPENAI_CHAT, body, body.length));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			openai-chat|model|{"model":"a","model":"b"}
			openai-chat|model|{"model":"a","mod\\u0065l":"b"}
			openai-chat|model|{"\\u006d\\u006f\\u0064\\u0065\\u006c":"a","model":"b"}
			openai-chat|stream|{"stream":true,"stream":false}
			openai-chat|max_tokens|{"max_tokens":1,"max_tokens":1}
			openai-chat|n|{"n":1,"n":1}
			openai-chat|provider|{"provider":{},"provider":"x"}
			openai-chat|cache_bypass|{"cache_bypass":true,"cache_bypass":true}
			openai-chat|stream_options|{"stream_options":{},"stream_options":{}}
			openai-chat|stream_options.include_usage|{"stream_options":{"include_usage":true,"include_usage":true}}
			anthropic-messages|metadata.user_id|{"metadata":{"user_id":"a","user_id":"b"}}
			gemini-generate|generation_config|{"generationConfig":{},"generation_config":{}}
			gemini-generate|generationConfig.max_output_tokens|`\
			{"generationConfig":{"maxOutputTokens":1,"max_output_tokens":1}}`
			ollama-chat|options.num_predict|{"options":{"num_predict":1,"num_predict":2}}
			openai-chat|model|{"model":1}
			openai-chat|model|{"model":{}}
			openai-chat|model|{"model":""}
			openai-chat|stream|{"stream":"true"}
			openai-chat|stream|{"stream":1}
			openai-chat|n|{"n":0}
			openai-chat|n|{"n":129}
			openai-chat|n|{"n":1.0}
			openai-chat|n|{"n":"1"}
			openai-chat|max_tokens|{"max_tokens":-1}
			openai-chat|max_tokens|{"max_tokens":"5"}
			openai-chat|max_tokens|{"max_tokens":99999999999999999999}
			openai-chat|user|{"user":5}
			openai-chat|tools|{"tools":{}}
			openai-chat|stream_options|{"stream_options":true}
			openai-chat|provider|{"provider":5}
			openai-chat|provider|{"provider":["a"]}
			openai-chat|provider_preference|{"provider_preference":[1]}
			openai-chat|parallel_execution|{"parallel_execution":"yes"}
			gemini-generate|generationConfig|{"generationConfig":[]}
			anthropic-messages|metadata.user_id|{"metadata":{"user_id":1}}
			""")
	void refusesRepeatedOrMistypedDecisionFields(String dialect, String param, String body) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> scan(Dialect.byId(dialect), body))
			.satisfies((ex) -> {
				assertThat(ex.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
				assertThat(ex.param()).isEqualTo(param);
			});
	}

	@Test
	void allowsRepeatedFieldsThatDecideNothing() {
		assertThat(scan(Dialect.OPENAI_CHAT, "{\"x\":1,\"x\":2,\"model\":\"m\"}").model()).isEqualTo("m");
	}

	@Test
	void namesThePlaceAndNeverTheText() {
		assertThatThrownBy(() -> scan(Dialect.OPENAI_CHAT, "{\"a\":1,\n \"b\":secret}"))
			.hasMessageContaining("line 2, column 6")
			.hasMessageNotContaining("secret");
	}

	@Test
	void refusesDeepNestingQuickly() {
		assertThat(scan(Dialect.OPENAI_CHAT, "{\"x\":" + "[".repeat(255) + "]".repeat(255) + "}")).isNotNull();
		assertThatThrownBy(
				() -> scan(Dialect.OPENAI_CHAT, "{\"x\":" + "[".repeat(256) + "]".repeat(256) + ",\"y\":\"secret\"}"))
			.hasMessageContaining("deeper than 256");
		String deep = "{\"x\":" + "[".repeat(100_000);
		assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertRefused(() -> scan(Dialect.OPENAI_CHAT, deep)));
		byte[] shallow = bytes("{\"x\":[[[]]]}");
		assertRefused(() -> new EnvelopeScanner(3).read(Dialect.OPENAI_CHAT, shallow, shallow.length));
	}

	@Test
	void readsOnlyTheGivenLength() {
		byte[] body = bytes("{\"model\":\"m\"}garbage");
		assertThat(EnvelopeScanner.scan(Dialect.OPENAI_CHAT, body, 13).model()).isEqualTo("m");
	}

	@Test
	void takesALargeBodyWithoutCopyingIt() {
		byte[] body = new byte[32 << 20];
		Arrays.fill(body, (byte) 'A');
		byte[] head = bytes("{\"model\":\"m\",\"image\":\"");
		System.arraycopy(head, 0, body, 0, head.length);
		body[body.length - 2] = '"';
		body[body.length - 1] = '}';
		EnvelopeScanner.scan(Dialect.OPENAI_CHAT, body, body.length);
		assertThat(allocated(() -> EnvelopeScanner.scan(Dialect.OPENAI_CHAT, body, body.length))).isLessThan(100_000);
	}

	@Test
	void boundsWhatManyNamesCost() {
		StringBuilder body = new StringBuilder(8 << 20).append("{\"x\":{\"a\":0");
		for (int i = 0; i < 500_000; i++) {
			body.append(",\"").append(Integer.toString(i, 36)).append("\":1");
		}
		byte[] bytes = bytes(body.append("}}").toString());
		assertThat(allocated(() -> EnvelopeScanner.scan(Dialect.OPENAI_CHAT, bytes, bytes.length)))
			.isLessThan(10L * bytes.length);
	}

	@Test
	void refusesMoreMembersThanAnyCallNeeds() {
		String body = "{\"x\":[" + "{\"a\":1},".repeat(JsonMembers.MAX_NAMES) + "{\"a\":1}]}";
		assertThatThrownBy(() -> scan(Dialect.OPENAI_CHAT, body)).hasMessageContaining("object members");
	}

	private static long allocated(Runnable work) {
		var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
		long before = threads.getCurrentThreadAllocatedBytes();
		work.run();
		return threads.getCurrentThreadAllocatedBytes() - before;
	}

	private static Envelope scan(Dialect dialect, String body) {
		byte[] bytes = bytes(body);
		return EnvelopeScanner.scan(dialect, bytes, bytes.length);
	}

	private static String apply(String body, Envelope envelope) {
		List<Splice> splices = envelope.cuts().stream().map(Splice::cut).toList();
		return new String(JoinedBodyTests.naive(bytes(body), splices), StandardCharsets.UTF_8);
	}

	private static String text(String body, Span span) {
		return new String(bytes(body), span.start(), span.length(), StandardCharsets.UTF_8);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static void assertRefused(ThrowingCallable call) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(ErrorKind.INVALID_REQUEST));
	}

	@Test
	void findsWhereANestedCapCanBePut() {
		Envelope gemini = scan(Dialect.GEMINI_GENERATE, "{\"contents\":[],\"generationConfig\":{\"topK\":1}}");
		assertThat(gemini.outputPlace()).isEqualTo(new InsertPoint(35, false));
		Envelope ollama = scan(Dialect.OLLAMA_CHAT, "{\"options\":{ }}");
		assertThat(ollama.outputPlace()).isEqualTo(new InsertPoint(12, true));
		assertThat(scan(Dialect.OLLAMA_CHAT, "{\"options\":null}").cuts()).hasSize(1);
		Envelope unset = scan(Dialect.OLLAMA_CHAT, "{\"options\":{\"num_predict\":null}}");
		assertThat(unset.maxOutputTokens()).isEqualTo(-1);
		assertThat(unset.maxOutputSpan()).isEqualTo(new Span(26, 30));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{'stream':true,'n':1} | {'stream_options':{'include_usage':true},'stream':true,'n':1}",
			"{'stream':true,'stream_options':{}} | {'stream':true,'stream_options':{'include_usage':true}}",
			"{'stream_options':{'a':1},'stream':true} | {'stream_options':{'include_usage':true,'a':1},'stream':true}",
			"{'stream':true,'stream_options':{'include_usage':false}} | {'stream':true,'stream_options':{'include_usage':true}}",
			"{'stream':true,'stream_options':{'include_usage':null}} | {'stream':true,'stream_options':{'include_usage':true}}" })
	void knowsHowToAskForUsage(String body, String asked) {
		String json = body.replace('\'', '"');
		Splice splice = scan(Dialect.OPENAI_CHAT, json).usageSplice();
		assertThat(json.substring(0, splice.span().start()) + new String(splice.replacement(), StandardCharsets.UTF_8)
				+ json.substring(splice.span().end()))
			.isEqualTo(asked.replace('\'', '"'));
		assertThat(scan(Dialect.OPENAI_CHAT, "{\"n\":1}").usageSplice()).isNull();
		assertThat(scan(Dialect.OPENAI_RESPONSES, json).usageSplice()).isNull();
	}

	@Test
	void readsHowMuchIsSetAsideForThinking() {
		assertThat(scan(Dialect.ANTHROPIC_MESSAGES, "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2048}}")
			.thinkingTokens()).isEqualTo(2048);
		assertThat(scan(Dialect.OPENAI_CHAT, "{\"reasoning\":{\"max_tokens\":9}}").thinkingTokens()).isEqualTo(9);
		Envelope gemini = scan(Dialect.GEMINI_GENERATE,
				"{\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":77},\"maxOutputTokens\":100}}");
		assertThat(gemini.thinkingTokens()).isEqualTo(77);
		assertThat(gemini.maxOutputTokens()).isEqualTo(100);
		assertThat(scan(Dialect.OPENAI_CHAT, "{\"thinking\":true}").thinkingTokens()).isEqualTo(-1);
	}

}
