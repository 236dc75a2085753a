package dev.sluice.simulator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Everything that a script can let go wrong, as a client sees it.
 */
class FaultTests extends SimulatorTestSupport {

	private static final Duration SHORT = Duration.ofMillis(200);

	@Test
	void answersWithAStatusAndRetryAfter() throws Exception {
		HttpResponse<String> answer = chatted("sim+status=503+retry-after=2", true);
		assertThat(answer.statusCode()).isEqualTo(503);
		assertThat(answer.headers().firstValue("retry-after")).contains("2");
		assertThat(answer.body()).contains("\"type\":\"server_error\"");
	}

	@Test
	void tellsRetryAfterAsADate() throws Exception {
		String told = chatted("sim+status=429+retry-after=date:60", false).headers()
			.firstValue("retry-after")
			.orElseThrow();
		Instant moment = ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
		assertThat(moment).isBetween(Instant.now().plusSeconds(50), Instant.now().plusSeconds(61));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			/v1/messages                  | 529 | "type":"overloaded_error"
			/v1beta/models/m:generateContent | 429 | "status":"RESOURCE_EXHAUSTED"
			/api/chat                     | 404 | {"error":"The simulated
			/v1/responses                 | 401 | "code":"invalid_api_key"
			""")
	void writesErrorsInTheDialectsOwnWords(String path, int status, String part) throws Exception {
		HttpRequest asked = request(path).header(CallHandler.SCRIPT_HEADER, "status=" + status)
			.POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"m\"}"))
			.build();
		HttpResponse<String> answer = this.client.send(asked, HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(status);
		assertThat(answer.body()).contains(part);
	}

	@Test
	void offersAnAddressThatRefuses() {
		HttpRequest asked = HttpRequest.newBuilder(URI.create(this.simulator.refusingUrl())).build();
		assertThatExceptionOfType(ConnectException.class)
			.isThrownBy(() -> this.client.send(asked, HttpResponse.BodyHandlers.discarding()));
	}

	@Test
	void resetsBeforeTheHead() throws Exception {
		try (RawConnection connection = raw("sim+reset", true)) {
			assertThat(connection.end()).isEqualTo("RST");
			assertThat(connection.text()).isEmpty();
		}
		assertThat(this.simulator.log().awaitClosed(1, SOON).ending()).isEqualTo(CallEnding.CUT);
	}

	@Test
	void hangsBeforeTheHead() throws Exception {
		try (RawConnection connection = raw("sim+hang", false)) {
			connection.patience(SHORT);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(connection::end);
			assertThat(connection.text()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void hangsAfterTheHead(boolean stream) throws Exception {
		try (RawConnection connection = raw("sim+hang-body", stream)) {
			assertThat(connection.until("\r\n\r\n")).startsWith("HTTP/1.1 200");
			connection.patience(SHORT);
			assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(connection::end);
		}
	}

	@Test
	void stallsAfterSoManyEvents() throws Exception {
		try (RawConnection connection = raw("sim+stall=3", true)) {
			connection.until("\" is\"");
			connection.patience(SHORT);
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> connection.until("simulated provider;"));
			assertThat(connection.text().split("data: ")).hasSize(4);
		}
	}

	@Test
	void dripsWithoutEverCompletingAnEvent() throws Exception {
		try (RawConnection connection = raw("sim+drip=1ms", true)) {
			assertThat(connection.until(".\r\n1\r\n.")).doesNotContain("\n\n");
		}
		assertThat(this.simulator.log().awaitClosed(1, SOON).ending()).isEqualTo(CallEnding.CANCELLED);
	}

	@ParameterizedTest
	@CsvSource({ "cut=2,FIN,true", "cut-rst=2,RST,true", "cut=20,FIN,false", "cut-rst=20,RST,false", "cut=0,FIN,true" })
	void cutsTheAnswer(String script, String how, boolean stream) throws Exception {
		try (RawConnection connection = raw("sim+" + script, stream)) {
			assertThat(connection.end()).isEqualTo(how);
			assertThat(connection.text()).doesNotContain("\r\n0\r\n", "[DONE]");
		}
		LoggedCall logged = this.simulator.log().awaitClosed(1, SOON);
		assertThat(logged.ending()).isEqualTo(CallEnding.CUT);
		if (!stream) {
			assertThat(logged.bytesWritten()).isEqualTo(20);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void promisesMoreThanItSends(boolean stream) throws Exception {
		try (RawConnection connection = raw("sim+truncate", stream)) {
			assertThat(connection.end()).isEqualTo("FIN");
			int head = connection.text().indexOf("\r\n\r\n");
			int told = Integer.parseInt(connection.text().replaceAll("(?s).*content-length: ([0-9]+).*", "$1"));
			assertThat(connection.text().length() - head - 4).isEqualTo(told - 100);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void says200AndThenAnError(boolean stream) throws Exception {
		HttpResponse<String> answer = chatted("sim+error200", stream);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).startsWith(stream ? "data: {\"error\":" : "{\"error\":").doesNotContain("choices");
	}

	@Test
	void saysAnErrorAfterSoManyEvents() throws Exception {
		assertThat(chatted("sim+error-after=2", true).body()).contains("This")
			.doesNotContain("[DONE]", " is")
			.endsWith("\"code\":null}}\n\n");
	}

	@Test
	void saysAnAnthropicErrorAfterTheStart() throws Exception {
		assertThat(post("/v1/messages",
				"""
						{"model":"sim+error-after=2","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"x"}]}""")
			.body()).startsWith("event: message_start\n")
			.contains("event: ping")
			.contains("event: error\ndata: {\"type\":\"error\"");
	}

	@Test
	void saysNonsense() throws Exception {
		byte[] body = this.client
			.send(json("/v1/chat/completions", chat("sim+garbage=1", true)), HttpResponse.BodyHandlers.ofByteArray())
			.body();
		assertThat(new String(body, StandardCharsets.ISO_8859_1)).contains("{\"not\": json", "\u0000", "\u00C3\n")
			.doesNotContain("[DONE]");
	}

	@Test
	void saysAGiantEvent() throws Exception {
		assertThat(chatted("sim+giant=1000000", true).body()).contains("x".repeat(1_000_000)).endsWith("[DONE]\n\n");
	}

	@ParameterizedTest
	@CsvSource({ "negative,-7", "huge,4000000000000000" })
	void tellsWrongUsage(String kind, String number) throws Exception {
		assertThat(chatted("sim+usage=" + kind, false).body()).contains("\"prompt_tokens\":" + number);
	}

	@Test
	void tellsNoUsage() throws Exception {
		assertThat(chatted("sim+usage=missing", false).body()).doesNotContain("\"usage\"");
	}

	@Test
	void delaysTheHead() throws Exception {
		long before = System.nanoTime();
		assertThat(chatted("sim+slow-headers=120ms", true).statusCode()).isEqualTo(200);
		assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(115));
	}

	@Test
	void failsSoManyTimesOnly() throws Exception {
		assertThat(chatted("sim+status=503+times=2", false).statusCode()).isEqualTo(503);
		assertThat(chatted("sim+status=503+times=2", false).statusCode()).isEqualTo(503);
		assertThat(chatted("sim+status=503+times=2", false).statusCode()).isEqualTo(200);
		assertThat(chatted("sim+status=503+times=2+id=other", false).statusCode()).isEqualTo(503);
	}

	private RawConnection raw(String model, boolean stream) throws IOException {
		return RawConnection.chat(this.simulator.port(), SOON, model, stream);
	}

}
