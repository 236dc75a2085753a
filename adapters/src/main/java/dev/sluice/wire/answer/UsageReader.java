package dev.sluice.wire.answer;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;
import dev.sluice.call.Usage;
import dev.sluice.wire.answer.UsageField.Side;

/**
 * Collects the counts that one answer reports. Later numbers overwrite earlier ones of
 * the same name, as all dialects report cumulatively.
 */
final class UsageReader {

	private static final String DETAILS = "_details";

	// Beyond this a number is a provider's mistake, not a count of tokens.
	private static final double MOST = 1L << 40;

	private static final double MOST_DOLLARS = 1_000_000;

	private final DialectFamily family;

	private final long[] counts = new long[UsageField.values().length];

	private long reportedNanos = -1;

	private @Nullable String serviceTier;

	UsageReader(DialectFamily family) {
		this.family = family;
		Arrays.fill(this.counts, -1);
	}

	/**
	 * Reads the object that the parser has just entered.
	 */
	void readObject(JsonParser parser) {
		readObject(parser, null);
	}

	private void readObject(JsonParser parser, @Nullable Side side) {
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			JsonToken token = parser.nextToken();
			switch (token) {
				case START_OBJECT -> group(name, side, parser);
				case START_ARRAY -> media(name, parser);
				case VALUE_STRING -> text(name, parser);
				default -> number(name, side, parser);
			}
		}
	}

	private void group(String name, @Nullable Side outer, JsonParser parser) {
		if (name.endsWith(DETAILS)) {
			Side own = Side.of(name);
			readObject(parser, (own != null) ? own : outer);
		}
		else if (name.equals("cache_creation") || name.equals("server_tool_use") || name.equals("cost")) {
			readObject(parser, null);
		}
		else {
			parser.skipChildren();
		}
	}

	private void number(String name, @Nullable Side side, JsonParser parser) {
		UsageField medium = (side != null) ? side.medium(name) : null;
		if (medium != null && parser.currentToken().isNumeric()) {
			put(medium, parser.getDoubleValue());
		}
		else if (!readCount(name, parser) && (name.equals("cost") || name.equals("total_cost"))
				&& parser.currentToken().isNumeric()) {
			cost(parser.getDoubleValue());
		}
	}

	/**
	 * Reads the current value when it is a count of that name.
	 */
	boolean readCount(String name, JsonParser parser) {
		UsageField field = UsageField.of(name);
		if (field == null || !parser.currentToken().isNumeric()) {
			return false;
		}
		put(field, parser.getDoubleValue());
		return true;
	}

	private void put(UsageField field, double value) {
		this.counts[field.ordinal()] = (value >= 0 && value <= MOST) ? (long) value : -1;
	}

	private void cost(double dollars) {
		this.reportedNanos = (dollars >= 0 && dollars <= MOST_DOLLARS) ? Math.round(dollars * 1e9) : -1;
	}

	void text(String name, JsonParser parser) {
		if (name.equals("service_tier") || name.equals("serviceTier")) {
			this.serviceTier = parser.getString();
		}
	}

	// Gemini lists its media: [{"modality":"AUDIO","tokenCount":7}].
	private void media(String name, JsonParser parser) {
		Side side = name.endsWith("TokensDetails") ? Side.of(name) : null;
		if (side == null) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				medium(side, parser);
			}
			parser.skipChildren();
		}
	}

	private void medium(Side side, JsonParser parser) {
		UsageField field = null;
		double count = -1;
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			JsonToken token = parser.nextToken();
			if (name.equals("modality") && token == JsonToken.VALUE_STRING) {
				field = side.medium(parser.getString());
			}
			else if (name.equals("tokenCount") && token.isNumeric()) {
				count = parser.getDoubleValue();
			}
			parser.skipChildren();
		}
		if (field != null) {
			put(field, count);
		}
	}

	/** One more piece of something that is counted by what the answer holds. */
	void add(UsageField field) {
		this.counts[field.ordinal()] = Math.max(this.counts[field.ordinal()], 0) + 1;
	}

	Usage usage() {
		return new UsageArithmetic(this.family, this.counts).usage()
			.withReportedNanos(this.reportedNanos)
			.withServiceTier(this.serviceTier);
	}

}
