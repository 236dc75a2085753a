package dev.sluice.tokens;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import dev.sluice.call.CallBody;
import dev.sluice.call.Splice;

/**
 * A body of which only the size matters.
 *
 * @param length bytes
 */
record SizedBody(long length) implements CallBody {

	@Override
	public Publisher<ByteBuf> content(List<Splice> splices) {
		return Mono.empty();
	}

	@Override
	public void release() {
	}

}
