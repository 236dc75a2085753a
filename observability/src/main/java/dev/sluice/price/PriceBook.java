package dev.sluice.price;

import java.time.Instant;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;

/**
 * What calls cost where. Answers from what was read at the start, without I/O, so it may
 * be asked on event loops.
 */
public interface PriceBook {

	/**
	 * The prices of one attempt, as they are now.
	 * @param target where the attempt goes
	 * @param call the call
	 * @param at the time that decides prices which depend on it
	 * @return a quote that never changes, to be kept until the attempt is settled
	 */
	Quote quote(Target target, ClientCall call, Instant at);

}
