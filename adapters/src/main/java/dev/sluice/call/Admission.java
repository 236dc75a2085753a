package dev.sluice.call;

import java.util.List;

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
	 * @param intent the attempt
	 * @return the hold, or an error of a {@link GatewayException} that names the limit;
	 * another target may still be within it
	 */
	Mono<Hold> hold(ClientCall call, Intent intent);

	/**
	 * Where to go when the money does not suffice for any target of the call.
	 * @return models such as {@code openai/gpt-4o-mini}, preferred first; empty when the
	 * call is to be refused
	 */
	default List<String> substitutes() {
		return List.of();
	}

	/** Returns the permits. Called exactly once, however the call ended. */
	void close();

}
