package dev.sluice.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

import dev.sluice.call.Span;

/**
 * The streaming JSON parser of the hot path. Bodies are bounded before they get here, so
 * only nesting is limited again.
 */
public final class JsonBytes {

	/** How deep a body may be nested unless told otherwise. */
	public static final int DEPTH = 256;

	private static final JsonFactory FACTORY = factory(DEPTH);

	private JsonBytes() {
	}

	/**
	 * Opens a parser that refuses nesting beyond {@value #DEPTH}.
	 * @param bytes UTF-8
	 * @param from the first byte
	 * @param length how many bytes
	 * @return a parser in front of the first token, to be closed
	 */
	public static JsonParser parser(byte[] bytes, int from, int length) {
		return parser(FACTORY, bytes, from, length);
	}

	/**
	 * Opens a parser for the next of several documents, which is quicker than a new one
	 * for each.
	 * @param before the parser of the document before, closed and not used any more
	 * @param bytes UTF-8
	 * @param from the first byte
	 * @param length how many bytes
	 * @return a parser in front of the first token, to be closed
	 */
	public static JsonParser next(JsonParser before, byte[] bytes, int from, int length) {
		if (before instanceof SkippingParser closed && closed.mayGoOn()) {
			closed.goOn(bytes, from, from + length);
			return closed;
		}
		return parser(bytes, from, length);
	}

	/**
	 * Goes past the string that a parser stands at without decoding it. It cannot be read
	 * any more then.
	 * @param parser one that was opened here
	 * @param checked whether the document is known to be UTF-8
	 * @return the place inside its quotes, or null when it is still to be read
	 */
	public static @Nullable Span passString(JsonParser parser, boolean checked) {
		return (parser instanceof SkippingParser skipping) ? skipping.pass(checked) : null;
	}

	/**
	 * What a string means that was passed.
	 * @param bytes where it stands
	 * @param from the place behind its opening quote
	 * @param to the place of its closing quote
	 * @return the text
	 */
	public static String text(byte[] bytes, int from, int to) {
		String text = EscapedText.read(bytes, from, TextRuns.toSpecial(bytes, from, to), to);
		if (text != null) {
			return text;
		}
		try (JsonParser parser = parser(bytes, from - 1, to - from + 2)) {
			parser.nextToken();
			return parser.getString();
		}
	}

	static JsonParser parser(JsonFactory factory, byte[] bytes, int from, int length) {
		return factory.createParser(ObjectReadContext.empty(), bytes, from, length);
	}

	static JsonFactory factory(int depth) {
		return new SkippingJsonFactory(JsonFactory.builder()
			.recyclerPool(JsonRecyclerPools.threadLocalPool())
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxNestingDepth(depth)
				.maxStringLength(Integer.MAX_VALUE)
				.maxNameLength(Integer.MAX_VALUE)
				.build()));
	}

}
