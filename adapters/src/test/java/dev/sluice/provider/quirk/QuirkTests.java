package dev.sluice.provider.quirk;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNote;
import dev.sluice.call.Dialect;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.catalog.Quirk;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.JoinedBody;

import static org.assertj.core.api.Assertions.assertThat;

class QuirkTests {

	private static final String EVERYTHING = """
			{"cache_bypass":true, "model" : "m","messages":[{"role":"user","name":"n","content":"hi"},
			{"role":"assistant","tool_calls":[{"id":"call_abc","type":"function","function":{"name":"f","arguments":"{}"}}]},
			{"role":"tool","tool_call_id":"call_abc","content":"x"}],"stream":true,"stream_options":{"include_usage":true},
			"max_tokens":5,"max_completion_tokens":6,"frequency_penalty":1,"presence_penalty":1,"logprobs":true,"top_logprobs":2,
			"logit_bias":{"1":2},"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{}}}],
			"temperature":1,"top_p":0.5,"seed":7,"tool_choice":"required","reasoning_effort":"none","provider":"x","odd":[{"name":1}]}""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "no-stream-options | {'stream_options':{},'a':1} | {'a':1} |",
			"max-tokens-only | {'a':1,'max_completion_tokens':9} | {'a':1,'max_tokens':9} |",
			"max-tokens-only | {'max_tokens':1,'max_completion_tokens':9} | {'max_tokens':9} |",
			"no-penalties | {'frequency_penalty':1,'presence_penalty':0} | {} | frequency_penalty presence_penalty",
			"no-logprobs | {'logprobs':false,'a':1,'top_logprobs':3,'logit_bias':{'5':1}} | {'a':1} | logit_bias logprobs top_logprobs",
			"no-message-names | {'messages':[{'name':'n','role':'user'},{'role':'user','name':'m'},{'name':'o'}]} | {'messages':[{'role':'user'},{'role':'user'},{}]} | messages.name",
			"no-strict-tools | {'tools':[{'function':{'strict':true,'name':'strict'}}]} | {'tools':[{'function':{'name':'strict'}}]} | tools.function.strict",
			"fixed-sampling | {'temperature':0.3,'top_p':1,'stop':'x'} | {'stop':'x'} | temperature top_p",
			"known-fields-only | {'user':'u','top_p':1,'service_tier':'auto'} | {'top_p':1} | service_tier user",
			"random-seed | {'seed':3} | {'random_seed':3} |",
			"random-seed | {'seed':3,'random_seed':4} | {'random_seed':4} | seed",
			"tool-choice-auto-only | {'tools':[1],'tool_choice':'auto'} | {'tools':[1],'tool_choice':'auto'} |",
			"tool-choice-auto-only | {'tools':[1],'tool_choice':'required'} | {'tools':[1]} | tool_choice",
			"tool-choice-auto-only | {'tools':[1],'tool_choice':{'type':'function'}} | {'tools':[1]} | tool_choice",
			"tool-choice-auto-only | {'tools':[1],'tool_choice':'none','a':2} | {'a':2} | tool_choice tools",
			"no-required-tool-choice | {'tool_choice':'required','a':1} | {'a':1} | tool_choice",
			"no-required-tool-choice | {'tool_choice':'none'} | {'tool_choice':'none'} |",
			"nine-character-tool-ids | {'messages':[{'tool_call_id':'aZ3456789'}]} | {'messages':[{'tool_call_id':'aZ3456789'}]} |",
			"three-efforts | {'reasoning_effort':'minimal'} | {'reasoning_effort':'low'} |",
			"three-efforts | {'reasoning_effort':'xhigh'} | {'reasoning_effort':'high'} |",
			"three-efforts | {'reasoning_effort':'max'} | {'reasoning_effort':'max'} |",
			"thinking-object | {'reasoning_effort':'none'} | {'thinking':{'type':'disabled'}} |",
			"thinking-object | {'reasoning_effort':'none','thinking':{'type':'enabled'}} | {'thinking':{'type':'enabled'}} | reasoning_effort",
			"thinking-object | {'reasoning_effort':'low'} | {'reasoning_effort':'low'} |",
			"enable-thinking | {'reasoning_effort':'none'} | {'enable_thinking':false} |",
			"enable-thinking | {'reasoning_effort':'low'} | {'enable_thinking':true} |",
			"tool-stream | {'stream':true,'tools':[1]} | {'tool_stream':true,'stream':true,'tools':[1]} |",
			"tool-stream | {'stream':false,'tools':[1]} | {'stream':false,'tools':[1]} |",
			"tool-stream | {'stream':true,'tools':[1],'tool_stream':false} | {'stream':true,'tools':[1],'tool_stream':false} |" })
	void changesWhatTheUpstreamDoesNotTake(String quirk, String body, String sent, String dropped) {
		ClientCall call = call(body.replace('\'', '"'));
		assertThat(sent(call, provider(quirk), "m")).isEqualTo(sent.replace('\'', '"'));
		assertThat(call.notes().list()).extracting(DecisionNote::detail)
			.containsExactly((dropped != null) ? dropped.split(" ") : new String[0]);
	}

	@ParameterizedTest
	@EnumSource(Quirk.class)
	void leavesJsonBehindWithModelCapAndOurOwnFieldsChanged(Quirk quirk) {
		String sent = sent(call(EVERYTHING), provider(quirk.id()), "other");
		assertThat(JsonMapper.shared().readTree(sent).propertyNames()).doesNotContain("cache_bypass", "provider");
		assertThat(JsonMapper.shared().readTree(sent).path("model").asString()).isEqualTo("other");
	}

	@Test
	void worksWithAllQuirksAtOnce() {
		String all = Set.of(Quirk.values()).stream().map(Quirk::id).collect(Collectors.joining(","));
		String sent = sent(call(EVERYTHING), provider(all), "other");
		assertThat(JsonMapper.shared().readTree(sent).propertyNames()).containsExactly("tool_stream", "model",
				"messages", "stream", "max_tokens", "tools", "random_seed", "thinking");
	}

	@Test
	void givesACallAndItsResultTheSameShortId() {
		String sent = sent(call(EVERYTHING), provider("nine-character-tool-ids"), "m");
		String id = JsonMapper.shared().readTree(sent).at("/messages/1/tool_calls/0/id").asString();
		assertThat(id).hasSize(9).isAlphanumeric();
		assertThat(JsonMapper.shared().readTree(sent).at("/messages/2/tool_call_id").asString()).isEqualTo(id);
	}

	@Test
	void leavesOtherDialectsAlone() {
		ClientCall call = call(Dialect.ANTHROPIC_MESSAGES, "{\"temperature\":1}");
		assertThat(QuirkChanges.of(call, Set.of(Quirk.FIXED_SAMPLING)).splices()).isEmpty();
	}

	@Test
	void declaresQuirksWhereTheVendorsDeviate() {
		Catalogue catalogue = TestProviders.catalogue();
		for (String name : List.of("mistral", "groq", "moonshot", "zai", "deepseek", "qwen", "together")) {
			assertThat(Objects.requireNonNull(catalogue.find(name)).traits().quirks()).as(name).isNotEmpty();
		}
		assertThat(Objects.requireNonNull(catalogue.find("openai")).traits().quirks()).isEmpty();
	}

	@Test
	void movesTheModelOfClaudeIntoVertexesPath() {
		Provider vertex = Objects
			.requireNonNull(TestProviders.catalogue("VERTEXAI_PROJECT=p", "VERTEX_ACCESS_TOKEN=t").find("vertex"));
		ClientCall call = call(Dialect.ANTHROPIC_MESSAGES,
				"{\"cache_bypass\":true,\"model\":\"claude\",\"max_tokens\":9,\"stream\":true}");
		assertThat(sent(call, vertex, "claude-haiku-4-5"))
			.isEqualTo("{\"anthropic_version\":\"vertex-2023-10-16\",\"max_tokens\":9,\"stream\":true}");
		assertThat(TestProviders.adapters()
			.of(vertex)
			.path(vertex, call, new Target("vertex", "claude-haiku-4-5", "official", null, "test")))
			.isEqualTo("/v1/projects/p/locations/global/publishers/anthropic/models/claude-haiku-4-5:streamRawPredict");
	}

	private static Provider provider(String quirks) {
		return Objects.requireNonNull(
				TestProviders
					.catalogue("sluice.providers.acme.base-url=http://acme",
							"sluice.providers.acme.quirks=" + quirks.toLowerCase(Locale.ROOT))
					.find("acme"));
	}

	private static ClientCall call(String body) {
		return call(Dialect.OPENAI_CHAT, body);
	}

	private static ClientCall call(Dialect dialect, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return TestCall.of(dialect)
			.build()
			.with(EnvelopeScanner.scan(dialect, bytes, bytes.length), new JoinedBody(bytes, bytes.length));
	}

	private static String sent(ClientCall call, Provider provider, String model) {
		boolean named = call.envelope().model() != null;
		List<Splice> splices = TestProviders.adapters()
			.of(provider)
			.splices(provider, call, new Target(provider.name(), named ? model : null, "local", null, "test"), -1);
		ByteBuf sent = ((JoinedBody) call.body()).content(splices).blockOptional().orElseThrow();
		try {
			return sent.toString(StandardCharsets.UTF_8);
		}
		finally {
			sent.release();
		}
	}

}
