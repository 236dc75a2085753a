package dev.sluice.intake;

import java.time.Duration;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * What becomes of a body that nobody wants. A small one is left to the server, which
 * reads past it and keeps the connection. Of a large one so much is read as lets the
 * client see the answer, then the connection is closed. Known callers may finish what
 * they were sending, within bounds; for strangers little is read.
 */
enum UnreadBody {

	/** Of a caller who has proven nothing. */
	STRANGERS(256 * 1024, Duration.ofSeconds(1)),

	/** Of a caller whom we know. */
	KNOWN(64 * 1024 * 1024, Duration.ofSeconds(20));

	private static final int SMALL = 64 * 1024;

	private final long bytes;

	private final Duration time;

	UnreadBody(long bytes, Duration time) {
		this.bytes = bytes;
		this.time = time;
	}

	/** How much of it is read at most. */
	long bytes() {
		return this.bytes;
	}

	/** Whether the answer has to be the connection's last. */
	static boolean closes(ServerHttpRequest request, Arrival arrival) {
		HttpHeaders headers = request.getHeaders();
		if (arrival.body() == Arrival.Body.TAKEN || !(headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
				|| headers.containsHeader(HttpHeaders.CONTENT_LENGTH))) {
			return false;
		}
		return arrival.body() == Arrival.Body.OPENED || headers.containsHeader(HttpHeaders.EXPECT)
				|| headers.containsHeader(HttpHeaders.TRANSFER_ENCODING) || headers.getContentLength() > SMALL;
	}

	/**
	 * Reads on after the answer is out. Closing at once would make the client's system
	 * throw the answer away with the bytes that it could not deliver.
	 */
	static Mono<Void> linger(ServerHttpRequest request, Arrival arrival) {
		return arrival.openBody(request).rest().timeout(arrival.unread().time, Mono.empty());
	}

}
