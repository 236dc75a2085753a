package dev.sluice.call;

import reactor.core.publisher.Mono;

/**
 * The ticket of the ADMIT stage: the permits of one call and the accounts that pay for
 * it. The dispatcher cannot be called without one, so no route, fallback or sub-call goes
 * round the limits.
 */
public interface Admission {

	/**
	 * Whom the ticket was given to.
	 * @return the caller
	 */
	Caller caller();

	/**
	 * Sets aside what one attempt may cost, just before it is sent.
	 * @param call the call
	 * @param target where the attempt goes
	 * @return the hold, or an error of a {@link GatewayException} that names the limit
	 */
	Mono<Hold> hold(ClientCall call, Target target);

	/** Returns the permits. Called exactly once, however the call ended. */
	void close();

}
