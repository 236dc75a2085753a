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
	 * Goes past the string that a parser stands at without decoding it. It cannot be read
	 * any more then.
	 * @param parser one that was opened here
	 * @param checked whether the document is known to be UTF-8
	 * @return the place inside its quotes, or null when it is still to be read
	 */
	public static @Nullable Span passString(JsonParser parser, boolean checked) {
		return (parser instanceof SkippingParser skipping) ? skipping.pass(checked) : null;
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
