package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the simulated provider saw of one call, at the moment of asking. All times are
 * {@link System#nanoTime()} of this process.
 *
 * @param id counts from 1 in order of arrival
 * @param method the HTTP method
 * @param path the path as sent, still percent-encoded, without the query
 * @param query the query without its question mark, or an empty text
 * @param headers header values by lower-case name, in order of arrival
 * @param body the first bytes of the request body, up to the configured bound
 * @param bodyBytes how many bytes the body had
 * @param openedNanos when the head of the request had arrived
 * @param firstByteNanos when the first byte of the answer's body was handed over, or 0
 * @param closedNanos when the call ended, or 0
 * @param bytesWritten bytes of the answer's body handed over so far
 * @param ending how it ended
 */
public record LoggedCall(long id, String method, String path, String query, Map<String, List<String>> headers,
		byte[] body, long bodyBytes, long openedNanos, long firstByteNanos, long closedNanos, long bytesWritten,
		CallEnding ending) {

	/**
	 * The logged bytes of the request body.
	 * @return a copy
	 */
	@Override
	public byte[] body() {
		return this.body.clone();
	}

	/**
	 * The logged part of the request body as text.
	 * @return the bytes read as UTF-8
	 */
	public String bodyText() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * The first value of a header.
	 * @param name in lower case
	 * @return the value, or null when it was not sent
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.get(name);
		return (values != null) ? values.get(0) : null;
	}

}
