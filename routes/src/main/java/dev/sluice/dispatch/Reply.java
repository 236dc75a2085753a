package dev.sluice.dispatch;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import org.reactivestreams.Publisher;

import org.springframework.core.io.buffer.DataBuffer;

import dev.sluice.call.Target;

/**
 * A decided answer: from here on no other target is tried.
 *
 * @param status the HTTP status
 * @param headers the provider's headers
 * @param body the bytes; a Mono when they are all here
 * @param streamed whether the body is a stream of events
 * @param target who answers
 * @param attempts how many attempts were made
 * @param outputCap the output cap that was sent because of the money, or -1
 * @param costNanos what the answer did cost in nano-dollars, or -1 when it is not known
 * before the body
 * @param dropped what a translation could not carry over
 * @param discard gives the body up; does nothing once it is read to its end
 */
record Reply(int status, HttpHeaders headers, Publisher<DataBuffer> body, boolean streamed, Target target, int attempts,
		long outputCap, long costNanos, List<String> dropped, Runnable discard) {
}
