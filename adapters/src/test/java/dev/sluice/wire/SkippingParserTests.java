package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the text, skipping must end where Jackson itself ends, and reading must give
 * what Jackson itself reads.
 */
class SkippingParserTests {

	private static final JsonFactory PLAIN = new JsonFactory();

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "1234567", "12345678", "123456789", "line\\nbreak\\t\\r\\b\\f\\/",
			"quote \\\" and \\\\ backslash", "\\u00e4\\uD83D\\uDE00", "ends with an escape\\\\", "\\\"",
			"\u00e4\u20ac\uD83D\uDE00 text of many bytes" })
	void skipsWhatJacksonSkips(String text) {
		for (int before = 0; before < 9; before++) {
			String body = "[\"" + "x".repeat(before) + text + "\", 7]";
			assertThat(outcome(JsonBytes.parser(bytes(body), 0, bytes(body).length))).isEqualTo(plain(body))
				.startsWith("START_ARRAY VALUE_STRING VALUE_NUMBER_INT");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\x", "\\u12G4", "\\u12", "\\", "tab\t", "nul\u0000", "line\n" })
	void refusesWhatJacksonRefuses(String text) {
		for (int before = 0; before < 9; before++) {
			String body = "[\"" + "x".repeat(before) + text + "\", 7]";
			assertThat(outcome(JsonBytes.parser(bytes(body), 0, bytes(body).length))).isEqualTo(plain(body))
				.contains("failed");
		}
	}

	@Test
	void agreesWithJacksonOnRandomText() {
		Random random = new Random(42);
		String letters = "abc\"\\ntu0e4,:[]{} \u00e4\u20ac\t";
		for (int i = 0; i < 200_000; i++) {
			StringBuilder body = new StringBuilder("[\"");
			for (int n = random.nextInt(24); n > 0; n--) {
				body.append(letters.charAt(random.nextInt(letters.length())));
			}
			body.append("\"]");
			byte[] bytes = bytes(body.toString());
			assertThat(outcome(JsonBytes.parser(bytes, 0, bytes.length))).as(body.toString())
				.isEqualTo(plain(body.toString()));
		}
	}

	@Test
	void readsWhatJacksonReads() {
		Random random = new Random(43);
		String[] pieces = { "plain text", "a", "\\n", "\\\"", "\\u0041", "\\u00e4", "\\ud83d\\ude00", "\\ud83d",
				"\\u12", "\u00e4", "\u20ac", "\uD83D\uDE00", "\uFFFD", "\\/", "\\x", "\t" };
		for (int i = 0; i < 100_000; i++) {
			StringBuilder body = new StringBuilder("[\"");
			for (int n = random.nextInt(9); n > 0; n--) {
				body.append(pieces[random.nextInt(pieces.length)]);
			}
			byte[] bytes = bytes(body.append("\"]").toString());
			if (random.nextInt(8) == 0) {
				bytes[2 + random.nextInt(bytes.length - 3)] = (byte) (0x80 + random.nextInt(0x80));
			}
			assertThat(text(JsonBytes.parser(bytes, 0, bytes.length))).as(body.toString())
				.isEqualTo(text(PLAIN.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length)));
		}
	}

	@Test
	void readsOneDocumentAfterAnotherAsIfEachWereTheFirst() {
		String[] documents = { "{\"a\":[1,{\"b\":\"text\"}]} ", "{\"a\":[1,{\"b\"", "[\"half a tex", "{\"a\":tru}",
				"{,}", "\"\\u00e4\\n\"", "[1.5e3, -7, null]", "", "]", "{\"one\":1} {\"two\":2}" };
		Random random = new Random(44);
		JsonParser parser = JsonBytes.parser(bytes("1"), 0, 1);
		parser.close();
		for (int i = 0; i < 20_000; i++) {
			String before = "#".repeat(random.nextInt(4));
			String document = documents[random.nextInt(documents.length)];
			JsonParser next = JsonBytes.next(parser, bytes(before + document), before.length(), bytes(document).length);
			assertThat(next).isSameAs(parser);
			if (random.nextInt(3) == 0 && !document.isEmpty()) {
				begin(next);
			}
			else {
				assertThat(outcome(next)).as(document).isEqualTo(plain(document));
			}
		}
	}

	private static void begin(JsonParser open) {
		try (JsonParser parser = open) {
			parser.nextToken();
			parser.nextToken();
		}
		catch (JacksonException ex) {
			// The next document must not care.
		}
	}

	@Test
	void forgetsNamesWhenOneParserHasLearntTooMany() {
		JsonParser parser = JsonBytes.parser(bytes("1"), 0, 1);
		JsonParser first = parser;
		for (int i = 0; i < 600; i++) {
			outcome(parser);
			byte[] document = bytes("{\"never-seen-before-" + i + "\":1}");
			parser = JsonBytes.next(parser, document, 0, document.length);
		}
		assertThat(parser).isNotSameAs(first);
	}

	@Test
	void neverTakesAParserThatIsStillOpen() {
		JsonParser open = JsonBytes.parser(bytes("[1]"), 0, 3);
		assertThat(JsonBytes.next(open, bytes("[2]"), 0, 3)).isNotSameAs(open);
		open.close();
	}

	private static String text(JsonParser open) {
		try (JsonParser parser = open) {
			parser.nextToken();
			parser.nextToken();
			String text = parser.getString();
			return text + parser.getString() + parser.getStringLength() + parser.nextToken() + parser.nextToken();
		}
		catch (JacksonException ex) {
			return "failed at " + ex.getLocation().getByteOffset();
		}
	}

	private static String plain(String body) {
		byte[] bytes = bytes(body);
		return outcome(PLAIN.createParser(ObjectReadContext.empty(), bytes, 0, bytes.length));
	}

	private static String outcome(JsonParser open) {
		StringBuilder tokens = new StringBuilder();
		try (JsonParser parser = open) {
			for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
				tokens.append(token).append(' ');
			}
			tokens.append(parser.currentLocation().getByteOffset());
		}
		catch (JacksonException ex) {
			tokens.append("failed at ").append(ex.getLocation().getByteOffset());
		}
		return tokens.toString();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
