package dev.sluice.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.StringUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Operation;
import dev.sluice.call.Secret;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What every adapter must do. Extend it, name the adapter and a catalogue entry, and all
 * dialects of the entry are tried.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderAdapterContract {

	private static final String SECRET = "sk-canary-0123456789";

	/** The adapter under test. */
	protected abstract ProviderAdapter adapter();

	/** The name of a catalogue entry of its type. */
	protected abstract String providerName();

	/** The bundled entry of that name. */
	protected Provider provider() {
		Provider provider = TestProviders.catalogue().find(providerName());
		assertThat(provider).as("catalogue entry " + providerName()).isNotNull();
		return provider;
	}

	/** Every dialect of the entry that carries a body. */
	public Stream<Dialect> dialects() {
		return provider().dialects()
			.stream()
			.filter((dialect) -> dialect.operation() != Operation.MODELS && dialect.operation() != Operation.PING)
			.sorted();
	}

	@Test
	void servesTheTypeOfItsEntry() {
		assertThat(provider().type()).isEqualTo(adapter().type());
	}

	@Test
	void speaksEveryDialectOfItsEntryAndNoOther() {
		for (Dialect dialect : Dialect.values()) {
			assertThat(adapter().speaks(provider(), dialect)).as(dialect.id())
				.isEqualTo(provider().dialects().contains(dialect));
		}
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void goesToOneCleanPath(Dialect dialect) {
		String path = adapter().path(provider(), call(dialect, "{}").build(), target("m/../x?y#z"));
		assertThat(path).startsWith("/").doesNotContain("//", "/../", "?", "#");
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void keepsTheClientsQueryButNotWhatIsOursOrSecret(Dialect dialect) {
		ClientCall call = call(dialect, "{}").query("beta=true&provider=x&key=" + SECRET + "&tier=local&k%65y=1&a=%20b")
			.build();
		assertThat(adapter().path(provider(), call, target("m"))).endsWith("?beta=true&a=%20b");
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void sendsTheCredentialOnce(Dialect dialect) {
		HttpHeaders headers = new DefaultHttpHeaders();
		adapter().headers(provider(), call(dialect, "{}").build(), headers, Secret.of(SECRET));
		adapter().headers(provider(), call(dialect, "{}").build(), headers, Secret.of(SECRET));
		long sent = headers.entries().stream().filter((header) -> header.getValue().contains(SECRET)).count();
		assertThat(sent).isEqualTo((provider().auth() == Provider.AuthStyle.NONE) ? 0 : 1);
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void sendsNoCredentialWhenThereIsNone(Dialect dialect) {
		HttpHeaders headers = new DefaultHttpHeaders();
		adapter().headers(provider(), call(dialect, "{}").build(), headers, null);
		assertThat(headers.names()).doesNotContain("Authorization", "authorization", "x-api-key", "x-goog-api-key");
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void changesNothingWhenNothingDiffers(Dialect dialect) {
		ClientCall call = call(dialect, "{\"model\":\"gpt\",\"x\":1}").model("gpt").build();
		assertThat(adapter().splices(provider(), call, target("gpt"), -1)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void replacesTheModelAndNothingElse(Dialect dialect) {
		TestCall call = call(dialect, "{ \"a\" : 1.0,\"model\":\"old\",\"b\":[ 1 ]}").model("old");
		String sent = call.after(adapter().splices(provider(), call.build(), target("new \"one\""), -1));
		assertThat(sent).isEqualTo("{ \"a\" : 1.0,\"model\":\"new \\\"one\\\"\",\"b\":[ 1 ]}");
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void cutsOurOwnFieldsWhereverTheyStand(Dialect dialect) {
		Map<String, String> bodies = Map.of("{\"cache_bypass\":true,\"model\":\"old\"}", "{\"model\":\"new\"}",
				"{\"model\":\"old\",\"cache_bypass\":true}", "{\"model\":\"new\"}");
		bodies.forEach((body, wanted) -> {
			TestCall call = call(dialect, body).model("old");
			assertThat(call.after(adapter().splices(provider(), call.build(), target("new"), -1))).isEqualTo(wanted);
		});
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void capsTheOutputOnceOrNotAtAll(Dialect dialect) {
		for (String body : List.of("{\"max_tokens\":900,\"model\":\"m\"}", "{\"x\":1}", "{}", "{\"cache_bypass\":true}",
				"{\"cache_bypass\":true,\"x\":1}")) {
			TestCall call = call(dialect, body).model("m");
			JsonNode sent = json(call.after(adapter().splices(provider(), call.build(), target("m"), 64)));
			long caps = sent.propertyNames().stream().filter((name) -> name.contains("tokens")).count();
			assertThat(caps).isEqualTo((cappable(dialect) || body.contains("max_tokens")) ? 1 : 0);
			sent.properties()
				.stream()
				.filter((entry) -> entry.getKey().contains("tokens"))
				.forEach((entry) -> assertThat(entry.getValue().asInt()).isEqualTo(64));
		}
	}

	@ParameterizedTest
	@MethodSource("dialects")
	void insertsTheModelOnlyWhereBodiesNameIt(Dialect dialect) {
		TestCall call = call(dialect, "{\"x\":1}").model(null);
		ObjectNode sent = json(call.after(adapter().splices(provider(), call.build(), target("m"), -1)));
		assertThat(sent.has("model")).isEqualTo(dialect.family() != DialectFamily.GEMINI);
		assertThat(sent.get("x").asInt()).isEqualTo(1);
	}

	/** Whether the dialect caps its output at the top level. */
	private static boolean cappable(Dialect dialect) {
		return switch (dialect) {
			case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_RESPONSES, ANTHROPIC_MESSAGES -> true;
			default -> false;
		};
	}

	private static TestCall call(Dialect dialect, String body) {
		String path = (dialect.family() == DialectFamily.GEMINI) ? "/v1beta/models/m:generateContent" : "/v1/x";
		return TestCall.of(dialect).path(path).model("m").body(body);
	}

	private static ObjectNode json(String text) {
		assertThat(StringUtils.countOccurrencesOf(text, "\"model\"")).isLessThan(2);
		return (ObjectNode) JsonMapper.shared().readTree(text);
	}

	private Target target(@Nullable String model) {
		return new Target(providerName(), model, "official", null, "test");
	}

}
