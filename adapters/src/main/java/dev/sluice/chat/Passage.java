package dev.sluice.chat;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;

/** A way from a client's dialect to one that providers speak. Serves all calls. */
public interface Passage {

	/**
	 * What the provider is asked in.
	 * @return the dialect of the requests that are written
	 */
	Dialect upstream();

	/**
	 * Translates a request for one target.
	 * @param body the client's whole body
	 * @param envelope its facts
	 * @param target the model
	 * @param strict whether a loss refuses the call
	 * @return the crossing of one attempt
	 * @throws dev.sluice.call.GatewayException of kind {@code INVALID_REQUEST} when the
	 * request cannot be understood, the target cannot do what is asked, or in strict mode
	 * when anything would be lost
	 */
	Crossing begin(byte[] body, Envelope envelope, TargetModel target, boolean strict);

}
