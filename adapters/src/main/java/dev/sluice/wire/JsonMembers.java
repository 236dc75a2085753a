package dev.sluice.wire;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Steps from member to member of one body's objects, of which it allows so many. */
final class JsonMembers {

	// The parser remembers each name until the end of a body; this bounds the memory.
	static final int MAX_NAMES = 1_000_000;

	private final JsonParser parser;

	private int names;

	JsonMembers(JsonParser parser) {
		this.parser = parser;
	}

	/**
	 * Goes to the next member of a nested object.
	 * @return false at the object's end
	 */
	boolean next() {
		if (this.parser.nextToken() != JsonToken.PROPERTY_NAME) {
			return false;
		}
		bound(this.names++, MAX_NAMES);
		return true;
	}

	/** Leaves the current value out, with all that it holds. */
	void skip() {
		int open = this.parser.currentToken().isStructStart() ? 1 : 0;
		while (open > 0) {
			JsonToken token = this.parser.nextToken();
			open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
			if (token == JsonToken.PROPERTY_NAME) {
				bound(this.names++, MAX_NAMES);
			}
		}
	}

	static void bound(int before, int limit) {
		if (before >= limit) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The body has more than " + limit + " object members.");
		}
	}

}
