package dev.sluice.strategy;

import java.util.List;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;

/** The order of the configuration: the first target unless it fails, then the next. */
public final class PriorityStrategy implements RoutingStrategy {

	@Override
	public String name() {
		return "priority";
	}

	@Override
	public List<Target> order(ClientCall call, List<Target> candidates) {
		return candidates;
	}

}
