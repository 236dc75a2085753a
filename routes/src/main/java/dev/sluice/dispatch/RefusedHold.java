package dev.sluice.dispatch;

import dev.sluice.call.GatewayException;

/** Tells a refusal of the money from a failure of the attempt that it was to pay for. */
final class RefusedHold extends RuntimeException {

	private final GatewayException failure;

	RefusedHold(GatewayException failure) {
		super(failure.getMessage(), failure, false, false);
		this.failure = failure;
	}

	GatewayException failure() {
		return this.failure;
	}

}
