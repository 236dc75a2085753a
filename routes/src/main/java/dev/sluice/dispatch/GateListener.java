package dev.sluice.dispatch;

import org.reactivestreams.Publisher;

import org.springframework.core.io.buffer.DataBuffer;

/** Is told, once, how the attempt behind a gate was decided. */
interface GateListener {

	/**
	 * The reply is good: the client gets it.
	 * @param body the bytes, a Mono when they are all here
	 * @param streamed whether it is a stream of events
	 */
	void decided(Publisher<DataBuffer> body, boolean streamed);

	/**
	 * The attempt failed and nothing has reached the client.
	 * @param failure why
	 */
	void undecided(AttemptFailure failure);

	/**
	 * The provider works on the answer, and has to be asked for it again.
	 * @param job its id for what it works on
	 */
	default void unfinished(String job) {
		throw new IllegalStateException("nobody asks for job " + job);
	}

}
