package dev.sluice.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * How scripts are read, found and followed.
 */
class ScriptTests extends SimulatorTestSupport {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			tokns=3          | Unknown script directive 'tokns'. Known: tokens, text
			tokens=0         | Script directive 'tokens' wants a count from 1 to 100000, got '0'.
			tokens=2 tokens=3 | Script directive 'tokens' is given twice.
			hang reset       | Script directives 'hang' and 'reset' exclude each other
			hang=3           | Script directive 'hang' wants no value
			status=700       | wants a status from 300 to 599
			retry-after=3    | 'retry-after' needs 'status'
			first=fast       | wants a duration
			""")
	void refusesWhatItDoesNotUnderstand(String text, String complaint) {
		assertThatIllegalArgumentException().isThrownBy(() -> Script.of(text)).withMessageContaining(complaint);
	}

	@Test
	void answersABadScriptWith400() throws Exception {
		HttpResponse<String> answer = chatted("sim+oops", true);
		assertThat(answer.statusCode()).isEqualTo(400);
		assertThat(answer.body()).contains("Unknown script directive 'oops'", "invalid_request_error");
	}

	@Test
	void writesItselfInOneOrder() {
		assertThat(Script.of("times=2, status=503; first=2s split-utf8"))
			.hasToString("first=2s+split-utf8+status=503+times=2");
		assertThat(Script.NONE).hasToString("");
	}

	@Test
	void followsTheHeaderBeforeTheModelNameBeforeTheProgram() throws Exception {
		this.simulator.script("si*", Script.of("text=program"));
		assertThat(chatted("sim", false).body()).contains("\"program\"");
		assertThat(chatted("sim+text=name", false).body()).contains("\"name\"");
		assertThat(asked("sim+text=name", "text=header")).contains("\"header\"");
		assertThat(chatted("other", false).body()).contains("You said");
		this.simulator.clearScripts();
		assertThat(chatted("sim", false).body()).contains("You said");
	}

	@Test
	void countsAProgrammedFaultOverAllItsModels() throws Exception {
		this.simulator.script("a*", Script.of("status=500 times=2"));
		assertThat(chatted("a1", false).statusCode()).isEqualTo(500);
		assertThat(chatted("a2", false).statusCode()).isEqualTo(500);
		assertThat(chatted("a1", false).statusCode()).isEqualTo(200);
		this.simulator.script("a*", Script.of("status=500 times=1"));
		assertThat(chatted("a1", false).statusCode()).isEqualTo(500);
	}

	@Test
	void saysAsManyTokensAsToldAtTheToldSpeed() throws Exception {
		long before = System.nanoTime();
		String body = chatted("sim+tokens=11+first=100ms+rate=100", true).body();
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(Duration.ofMillis(195), SOON);
		assertThat(body.split("\"delta\":\\{\"content\"", -1)).hasSize(12);
	}

	@Test
	void aWholeAnswerTakesAsLongAsItsTokens() throws Exception {
		long before = System.nanoTime();
		chatted("sim+tokens=10+rate=100", false);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(95));
	}

	@Test
	void cutsTheBodyIntoPieces() throws Exception {
		String whole = chatted("sim", false).body();
		try (RawConnection connection = RawConnection.chat(this.simulator.port(), SOON, "sim+chunk=7", true)) {
			String text = connection.until("\r\n0\r\n\r\n");
			String chunks = text.substring(text.indexOf("\r\n\r\n") + 4);
			assertThat(chunks).startsWith("7\r\ndata: {\r\n7\r\n\"id\":\"c\r\n");
		}
		assertThat(chatted("sim+chunk=3", false).body().replaceAll("chatcmpl-sim[0-9]+", "").length())
			.isGreaterThanOrEqualTo(whole.replaceAll("chatcmpl-sim[0-9]+", "").length());
	}

	@Test
	void cutsInsideCharactersAndLosesNone() throws Exception {
		assertThat(chatted("sim+split-utf8", true).body()).contains("\uD83C\uDF0A", "é", "水");
		byte[] wave = "\uD83C\uDF0A".getBytes(StandardCharsets.UTF_8);
		try (RawConnection connection = RawConnection.chat(this.simulator.port(), SOON, "sim+split-utf8", true)) {
			assertThat(connection.until("\r\n0\r\n\r\n")).doesNotContain(new String(wave, StandardCharsets.UTF_8));
		}
	}

	@Test
	void keepsTheOutputLimit() throws Exception {
		String body = post("/v1/chat/completions", """
				{"model":"sim","max_completion_tokens":3,"messages":[{"role":"user","content":"x"}]}""").body();
		assertThat(body).contains("\"This is Sluice's\"", "\"finish_reason\":\"length\"", "\"completion_tokens\":3");
	}

	private String asked(String model, String script) throws Exception {
		return this.client
			.send(request("/v1/chat/completions").header(CallHandler.SCRIPT_HEADER, script)
				.POST(HttpRequest.BodyPublishers.ofString(chat(model, false)))
				.build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

}
