package dev.sluice.intake;

import java.time.Duration;

import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * What becomes of a body that nobody wants. A small one is left to the server, which
 * reads past it and keeps the connection. Of a large one only so much is read as lets the
 * client see the answer, then the connection is closed.
 */
final class UnreadBody {

	private static final int SMALL = 64 * 1024;

	private static final long LINGER_BYTES = 256 * 1024;

	private static final Duration LINGER = Duration.ofSeconds(1);

	private UnreadBody() {
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
	 * Reads a little further after the answer is out. Closing at once would make the
	 * client's system throw the answer away with the bytes that it could not deliver.
	 */
	static Mono<Void> linger(ServerWebExchange exchange, Arrival arrival) {
		if (arrival.body() != Arrival.Body.UNTOUCHED) {
			return Mono.empty();
		}
		return exchange.getRequest()
			.getBody()
			.scan(0L, (seen, buffer) -> seen + discard(buffer))
			.takeUntil(seen -> seen > LINGER_BYTES)
			.then()
			.timeout(LINGER, Mono.empty())
			.onErrorComplete();
	}

	private static int discard(DataBuffer buffer) {
		int bytes = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
