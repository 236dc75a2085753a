package dev.sluice.call;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;

/**
 * The body of a call, repeatable for every attempt, with the changes that an attempt
 * needs made on the way out.
 */
public interface CallBody {

	/** No body. */
	CallBody NONE = new CallBody() {

		@Override
		public long length() {
			return 0;
		}

		@Override
		public Publisher<ByteBuf> content(List<Splice> splices) {
			return reactor.core.publisher.Mono.empty();
		}

		@Override
		public void release() {
		}

	};

	/**
	 * The size as received.
	 * @return bytes
	 */
	long length();

	/**
	 * The bytes with changes applied. May be called once per attempt.
	 * @param splices in order of position and not overlapping
	 * @return buffers owned by the subscriber; a Mono when the body is held in memory
	 */
	Publisher<ByteBuf> content(List<Splice> splices);

	/** Frees memory and files. Called once, after the last attempt. */
	void release();

}
