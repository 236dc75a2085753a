package dev.sluice.resolve;

import java.util.List;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;

/** Finds the targets that may answer a call. */
@FunctionalInterface
public interface TargetResolver {

	/**
	 * Resolves a call. Pure look-ups in prepared tables: no I/O.
	 * @param call the call
	 * @param uri the address of its route
	 * @return at least one target, preferred first
	 * @throws dev.sluice.call.GatewayException of kind {@code MODEL_NOT_FOUND} with the
	 * nearest names when nothing serves the call
	 */
	List<Target> resolve(ClientCall call, AiUri uri);

}
