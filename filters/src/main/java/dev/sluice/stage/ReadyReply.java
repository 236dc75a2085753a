package dev.sluice.stage;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * An answer that the REUSE stage found. It leaves it on the exchange, marks the exchange
 * as routed so that nothing is dispatched, and the WRITE stage writes it.
 *
 * @param status the HTTP status
 * @param headers the answer's headers
 * @param body the bytes, subscribed to at most once; buffers belong to the subscriber
 */
public record ReadyReply(int status, HttpHeaders headers, Publisher<ByteBuf> body) {

	private static final String ATTRIBUTE = ReadyReply.class.getName();

	void attachTo(ServerWebExchange exchange) {
		exchange.getAttributes().put(ATTRIBUTE, this);
	}

	/**
	 * The answer of an exchange.
	 * @param exchange an exchange
	 * @return the answer, or null when none was found
	 */
	public static @Nullable ReadyReply find(ServerWebExchange exchange) {
		return (ReadyReply) exchange.getAttributes().get(ATTRIBUTE);
	}

}
