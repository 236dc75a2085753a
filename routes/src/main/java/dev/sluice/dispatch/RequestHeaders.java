package dev.sluice.dispatch;

import java.util.ArrayList;
import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.util.CollectionUtils;

/**
 * The client headers that may reach a provider. Everything else stays behind: hop-by-hop
 * and forwarding headers, cookies, and above all the client's credentials.
 */
class RequestHeaders {

	private static final List<String> BUILT_IN = List.of("accept", "content-type", "user-agent", "anthropic-version",
			"anthropic-beta", "openai-beta", "idempotency-key", "traceparent", "tracestate", "x-stainless-retry-count",
			"x-client-request-id", "session-id", "thread-id", "x-claude-code-session-id", "x-app", "x-goog-api-client");

	private static final List<String> NEVER = List.of("authorization", "x-api-key", "api-key", "x-goog-api-key",
			"cookie", "host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer",
			"proxy-authorization", "expect", "content-encoding", "accept-encoding");

	private final String[] names;

	RequestHeaders(List<String> more) {
		List<String> all = new ArrayList<>(BUILT_IN);
		for (String name : more) {
			String lower = name.toLowerCase(java.util.Locale.ROOT);
			if (NEVER.contains(lower)) {
				throw new IllegalArgumentException("sluice.upstream.request-headers must not name '" + lower
						+ "': credentials, framing and hop-by-hop headers never pass to providers.");
			}
			all.add(lower);
		}
		this.names = all.toArray(String[]::new);
	}

	void copy(org.springframework.http.HttpHeaders client, HttpHeaders upstream) {
		for (String name : this.names) {
			List<String> values = client.get(name);
			if (!CollectionUtils.isEmpty(values)) {
				upstream.set(name, single(values));
			}
		}
	}

	private static @Nullable Object single(List<String> values) {
		return (values.size() == 1) ? values.get(0) : String.join(",", values);
	}

}
