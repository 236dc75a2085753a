package dev.sluice.app.audit;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.app.audit.Evidence.Seen;

/**
 * What came back of one call.
 *
 * @param requestId the id that the client chose
 * @param tenant whose key it used
 * @param status the status, or 0 when the connection broke
 * @param body what arrived
 * @param complete whether the answer was whole
 * @param retryAfter the header of this name
 * @param endNanos when it ended
 * @param nanos how long it took
 */
record Answered(String requestId, String tenant, int status, String body, boolean complete, @Nullable String retryAfter,
		long endNanos, long nanos) {

	/** Prices of the model that is called. */
	private static final long INPUT_NANOS = 150;

	private static final long OUTPUT_NANOS = 600;

	private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

	private static final Pattern CONTENT = Pattern.compile("\"content\":\"([^\"]*)\"");

	private static final Pattern CANARY = Pattern.compile("canary-(\\w+)");

	private static final Pattern USAGE = Pattern.compile("\"prompt_tokens\":(\\d+),\"completion_tokens\":(\\d+)");

	Seen seen() {
		String text = CONTENT.matcher(this.body).results().map((found) -> found.group(1)).collect(Collectors.joining());
		return new Seen(this.requestId, this.tenant, this.complete, all(ID, this.body), all(CANARY, text));
	}

	/** What the provider charges by the usage it told, or -1 when it told none. */
	long chargedNanos() {
		return USAGE.matcher(this.body)
			.results()
			.mapToLong((found) -> Long.parseLong(found.group(1)) * INPUT_NANOS
					+ Long.parseLong(found.group(2)) * OUTPUT_NANOS)
			.findFirst()
			.orElse(-1);
	}

	@Override
	public String toString() {
		return this.requestId + " of " + this.tenant + ": " + this.status + " after " + this.nanos / 1_000_000 + " ms";
	}

	private static Set<String> all(Pattern pattern, String text) {
		return pattern.matcher(text).results().map((found) -> found.group(1)).collect(Collectors.toSet());
	}

}
