package dev.sluice.chat.json;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

import dev.sluice.call.ErrorKind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTextTests {

	private static final String LONG = "all work and no play makes a dull boy. ".repeat(4);

	static Stream<String> texts() {
		return Stream.of("", "a", LONG, LONG + "\\n\\\"\\u00fc\\ud83d\\ude00", "\\u0020" + LONG, LONG + "ü€😀",
				LONG + "\\ud83d");
	}

	@ParameterizedTest
	@MethodSource("texts")
	void isWrittenAsItStoodAndSaysWhatItSays(String inside) {
		JsonText text = read("[\"" + inside + "\" , \"next\"]");
		JsonText plain = JsonText.of(text.toString());
		assertThat(text).isEqualTo(plain).hasSameHashCodeAs(plain);
		assertThat(text.isEmpty()).isEqualTo(inside.isEmpty());
		assertThat(text.isBlank()).isEqualTo(inside.isEmpty());
		boolean kept = inside.length() >= 64;
		assertThat(written(text)).isEqualTo("\"" + (kept ? inside : text) + "\"");
		assertThat(read("[" + written(plain) + "]")).isEqualTo(text);
	}

	@Test
	void whiteSpaceIsBlankHoweverItIsWritten() {
		assertThat(read("[\"" + " ".repeat(100) + "\"]").isBlank()).isTrue();
		assertThat(read("[\"" + "\\n".repeat(100) + "\"]").isBlank()).isTrue();
		assertThat(read("[\"" + "\\n".repeat(100) + "x\"]").isBlank()).isFalse();
	}

	@Test
	void whatIsNoTextIsRefused() {
		for (String inside : new String[] { LONG + "\n", LONG + "\\x", LONG + "\\u12", LONG + "\0" }) {
			assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read("[\"" + inside + "\"]"));
		}
		byte[] notUtf8 = ("[\"" + LONG + "ü\"]").getBytes(StandardCharsets.ISO_8859_1);
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read(notUtf8));
	}

	private static JsonText read(String json) {
		return read(json.getBytes(StandardCharsets.UTF_8));
	}

	/** The first element; reading must go on behind it. */
	private static JsonText read(byte[] bytes) {
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			assertThat(in.start().isArray()).isTrue();
			assertThat(in.nextElement()).isTrue();
			JsonText text = in.passage("text");
			if (in.nextElement()) {
				assertThat(in.text("next")).isEqualTo("next");
				assertThat(in.nextElement()).isFalse();
			}
			return text;
		}
	}

	private static String written(JsonText text) {
		return new String(new JsonWriter().value(text).toBytes(), StandardCharsets.UTF_8);
	}

}
