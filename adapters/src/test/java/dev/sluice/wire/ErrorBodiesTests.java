package dev.sluice.wire;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;

class ErrorBodiesTests {

	private static final GatewayException FAILURE = new GatewayException(ErrorKind.RATE_LIMITED,
			"Slow \"down\"\n\u0001é")
		.param("model");

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			openai-chat|{"error":{"message":"M","type":"requests","param":"model","code":"rate_limit_exceeded"}}
			anthropic-messages|{"type":"error","error":{"type":"rate_limit_error","message":"M"},"request_id":"r1"}
			gemini-generate|{"error":{"code":429,"message":"M","status":"RESOURCE_EXHAUSTED","details":[]}}
			ollama-chat|{"error":"M"}
			""")
	void speaksEachDialect(String dialect, String expected) {
		String body = text(ErrorBodies.json(Dialect.byId(dialect), FAILURE, "r1"));
		assertThat(body).isEqualTo(expected.replace("M", "Slow \\\"down\\\"\\n\\u0001é"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					openai-chat|data: {"error":{"message":"m","type":"upstream_error","param":null,"code":"upstream_timeout"}}LL
					anthropic-messages|event: errorLdata: {"type":"error","error":{"type":"timeout_error","message":"m"},"request_id":"r1"}LL
					gemini-generate|data: {"error":{"code":504,"message":"m","status":"DEADLINE_EXCEEDED","details":[]}}CLCL
					ollama-chat|{"error":"m"}L
					""")
	void endsAStreamInEachDialect(String dialect, String expected) {
		byte[] event = ErrorBodies.streamEvent(Dialect.byId(dialect),
				new GatewayException(ErrorKind.UPSTREAM_TIMEOUT, "m"), "r1");
		String marked = text(event).replace("\r", "C").replace("\n", "L");
		assertThat(marked).isEqualTo(expected);
	}

	@Test
	void endsAResponsesStreamTwice() {
		String event = text(ErrorBodies.streamEvent(Dialect.OPENAI_RESPONSES, FAILURE, "r1"));
		String[] events = event.split("\n\n");
		assertThat(events).hasSize(2);
		assertThat(events[0]).startsWith("event: error\ndata: {\"type\":\"error\",\"code\":\"rate_limit_exceeded\"");
		assertThat(events[1]).startsWith("event: response.failed\ndata: {\"type\":\"response.failed\"");
		JsonNode failed = JsonMapper.shared().readTree(events[1].substring(events[1].indexOf('{')));
		assertThat(failed.at("/response/status").asString()).isEqualTo("failed");
		assertThat(failed.at("/response/error/message").asString()).isEqualTo("Slow \"down\"\n\u0001é");
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void neverShowsWhatTheGatewayKeepsToItself(Dialect dialect) {
		GatewayException failure = new GatewayException(ErrorKind.INTERNAL, "password=1");
		assertThat(text(ErrorBodies.json(dialect, failure, "r"))).doesNotContain("password");
		assertThat(text(ErrorBodies.streamEvent(dialect, failure, "r"))).doesNotContain("password")
			.doesNotContain("\"error\":null");
	}

	@Test
	void writesNullForAnOpenAiErrorWithoutCodeAndSurvivesHalfCharacters() {
		GatewayException failure = new GatewayException(ErrorKind.INVALID_REQUEST, "half \ud83d");
		JsonNode error = JsonMapper.shared().readTree(ErrorBodies.json(Dialect.OPENAI_CHAT, failure, "r")).get("error");
		assertThat(error.get("code").isNull()).isTrue();
		assertThat(error.get("message").asString()).startsWith("half ");
		assertThat(Dialect.OPENAI_CHAT.family()).isEqualTo(DialectFamily.OPENAI);
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
