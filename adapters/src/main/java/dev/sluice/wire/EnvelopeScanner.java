package dev.sluice.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Reads the envelope of a JSON request in one pass, without a tree. What cannot be read
 * with certainty is refused: a gateway that understood a body otherwise than the provider
 * would limit and bill the wrong thing. Refusals name a position, never text of the body.
 * <p>
 * A byte order mark is refused, because most providers refuse it too.
 */
public final class EnvelopeScanner {

	private static final EnvelopeScanner DEFAULT = new EnvelopeScanner(JsonBytes.DEPTH);

	private final int depth;

	private final JsonFactory factory;

	/**
	 * Creates a scanner.
	 * @param depth how deep objects and lists may be nested
	 */
	public EnvelopeScanner(int depth) {
		this.depth = depth;
		this.factory = JsonBytes.factory(depth);
	}

	/**
	 * Scans with the usual limit of {@value JsonBytes#DEPTH} levels.
	 * @param dialect the client's wire format
	 * @param body the bytes as received
	 * @param length how many of them count
	 * @return the envelope; model and stream of Gemini calls are added from the path
	 * @throws GatewayException of kind {@link ErrorKind#INVALID_REQUEST}
	 */
	public static Envelope scan(Dialect dialect, byte[] body, int length) {
		return DEFAULT.read(dialect, body, length);
	}

	/**
	 * Scans one body.
	 * @param dialect the client's wire format
	 * @param body the bytes as received
	 * @param length how many of them count
	 * @return the envelope; model and stream of Gemini calls are added from the path
	 * @throws GatewayException of kind {@link ErrorKind#INVALID_REQUEST}
	 */
	public Envelope read(Dialect dialect, byte[] body, int length) {
		checkText(body, length);
		try (JsonParser parser = JsonBytes.parser(this.factory, body, 0, length)) {
			return read(dialect, body, parser);
		}
	}

	private Envelope read(Dialect dialect, byte[] body, JsonParser parser) {
		try {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw refused("The body must be one JSON object.");
			}
			Envelope envelope = new EnvelopeReader(dialect, parser, body).read();
			if (parser.nextToken() != null) {
				throw refused("The body must be one JSON object, but more follows" + place(parser.currentLocation()));
			}
			return envelope;
		}
		catch (JacksonException ex) {
			throw refused(describe(ex, parser));
		}
	}

	private static void checkText(byte[] body, int length) {
		if (length == 0) {
			throw refused("The body is empty. Send one JSON object.");
		}
		if (length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF) {
			throw refused("The body begins with a byte order mark. Send UTF-8 without one.");
		}
		int invalid = Utf8.firstInvalid(body, 0, length);
		// The parser would take zero bytes at the front for UTF-16 or UTF-32.
		for (int i = 0; invalid < 0 && i < Math.min(4, length); i++) {
			invalid = (body[i] == 0) ? i : -1;
		}
		if (invalid >= 0) {
			throw refused("The body is not valid UTF-8 at byte " + invalid + ".");
		}
	}

	private String describe(JacksonException ex, JsonParser parser) {
		TokenStreamLocation at = (ex.getLocation() != null) ? ex.getLocation() : parser.currentLocation();
		if (ex instanceof StreamConstraintsException) {
			boolean deep = parser.streamReadContext().getNestingDepth() >= this.depth;
			return (deep ? "The body is nested deeper than " + this.depth + " levels"
					: "The body holds a number too long") + place(at);
		}
		String what = (ex instanceof UnexpectedEndOfInputException) ? "The body ends before its JSON does"
				: "The body is not valid JSON";
		return what + place(at);
	}

	private static String place(TokenStreamLocation location) {
		return " at line " + location.getLineNr() + ", column " + location.getColumnNr() + " (byte "
				+ location.getByteOffset() + ").";
	}

	private static GatewayException refused(String message) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, message);
	}

}
