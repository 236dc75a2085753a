package dev.sluice.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

import dev.sluice.call.Dialect;
import dev.sluice.call.Splice;

/**
 * Whether a client asked for usage in its stream, and how the gateway can ask for it in
 * its place.
 */
final class UsageWish {

	private static final String ASK = "\"include_usage\":true";

	private final JsonParser parser;

	private final JsonValues values;

	private final JsonMembers members;

	private final boolean optional;

	private boolean asked;

	private @Nullable Splice splice;

	UsageWish(Dialect dialect, JsonParser parser, JsonValues values, JsonMembers members) {
		this.parser = parser;
		this.values = values;
		this.members = members;
		this.optional = dialect == Dialect.OPENAI_CHAT || dialect == Dialect.OPENAI_COMPLETIONS;
	}

	/**
	 * Reads {@code stream_options}.
	 * @return whether the member stays in the body
	 */
	boolean read(String name) {
		if (!this.values.object(name)) {
			return false;
		}
		int position = this.values.end();
		int count = 0;
		boolean found = false;
		for (; this.members.next(); count++) {
			boolean wanted = this.parser.currentName().equals("include_usage");
			this.parser.nextToken();
			if (wanted) {
				if (found) {
					throw JsonValues.repeated("stream_options.include_usage");
				}
				found = true;
				this.asked = Boolean.TRUE.equals(this.values.bool("stream_options.include_usage"));
				this.splice = Splice.replace(this.values.span(), "true");
			}
			this.members.skip();
		}
		if (this.splice == null) {
			this.splice = Splice.insert(position, count == 0 ? ASK : ASK + ",");
		}
		return true;
	}

	boolean asked() {
		return this.asked;
	}

	/**
	 * What makes the provider tell the usage.
	 * @param insertAt where a member can be inserted
	 * @param empty whether it would be the only one
	 * @return null when it tells without being asked, or the client asks
	 */
	@Nullable Splice splice(int insertAt, boolean empty) {
		if (!this.optional || this.asked) {
			return null;
		}
		Splice inside = this.splice;
		String member = "\"stream_options\":{" + ASK + "}";
		return (inside != null) ? inside : Splice.insert(insertAt, empty ? member : member + ",");
	}

}
