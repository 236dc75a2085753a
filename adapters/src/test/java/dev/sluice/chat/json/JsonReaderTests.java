package dev.sluice.chat.json;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonReaderTests {

	@Test
	void cutsOutPiecesAsTheyStandWithoutTheirWhiteSpace() {
		assertThat(raw("xx{\"a\" : [ 1.0, 9007199254740993, -0.0, 1e400 , \"b \\\" \\\\\" ], \"ü\" : {} }", 2, "a"))
			.isEqualTo("[1.0,9007199254740993,-0.0,1e400,\"b \\\" \\\\\"]");
		assertThat(raw("xx{\"a\":1 , \"ü\" : { \"z\" : 1 , \"b\" : null} }", 2, "ü")).isEqualTo("{\"z\":1,\"b\":null}");
		assertThat(raw("{\"a\":12 }", 0, "a")).isEqualTo("12");
		assertThat(raw("{\"a\": \"x\\ud83d\" }", 0, "a")).isEqualTo("\"x\\ud83d\"");
		assertThat(raw("{\"a\": true }", 0, "a")).isEqualTo("true");
	}

	@Test
	void refusesNumbersThatWouldFillTheMemoryWhenWrittenOut() {
		byte[] bytes = "{\"a\":1e999999999}".getBytes(StandardCharsets.UTF_8);
		JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.INVALID_REQUEST);
		assertThat(in.start().isObject()).isTrue();
		in.nextName();
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> in.decimal("a"))
			.satisfies((ex) -> assertThat(ex.param()).isEqualTo("a"));
	}

	private static String raw(String json, int from, String member) {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, from, bytes.length - from, ErrorKind.INVALID_REQUEST)) {
			in.start();
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (name.equals(member)) {
					return in.raw().text();
				}
				in.skip();
			}
		}
		return "none";
	}

}
