package dev.sluice.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;

/**
 * The provider headers that may reach a client. Rate limits and organization names of the
 * gateway's own accounts stay behind, and so do cookies.
 */
class ReplyHeaders {

	private static final List<String> BUILT_IN = List.of("content-type", "content-length", "content-encoding",
			"content-disposition", "content-language", "retry-after", "retry-after-ms", "x-should-retry", "request-id",
			"openai-processing-ms", "openai-version", "openai-model", "anthropic-fast-mode", LocalCounts.HEADER);

	private static final List<String> NEVER = List.of("set-cookie", "connection", "transfer-encoding", "keep-alive",
			"proxy-authenticate", "www-authenticate", "trailer", "upgrade");

	private static final AsciiString REQUEST_ID = AsciiString.cached("x-request-id");

	private final AsciiString[] names;

	ReplyHeaders(List<String> more) {
		List<String> all = new ArrayList<>(BUILT_IN);
		for (String name : more) {
			String lower = name.toLowerCase(Locale.ROOT);
			if (NEVER.contains(lower)) {
				throw new IllegalArgumentException("sluice.upstream.reply-headers must not name '" + lower
						+ "': cookies, challenges and hop-by-hop headers never pass to clients.");
			}
			all.add(lower);
		}
		this.names = all.stream().map(AsciiString::cached).toArray(AsciiString[]::new);
	}

	void copy(HttpHeaders upstream, org.springframework.http.HttpHeaders client) {
		for (AsciiString name : this.names) {
			String value = upstream.get(name);
			if (value != null) {
				client.set(name.toString(), value);
			}
		}
		String upstreamId = upstream.get(REQUEST_ID);
		if (upstreamId != null) {
			client.set("x-sluice-upstream-request-id", upstreamId);
		}
	}

}
