package dev.sluice.dispatch;

import dev.sluice.call.GatewayException;

/** A target that cannot be asked, because the call cannot be said in its dialect. */
final class CrossingRefused extends RuntimeException {

	private final transient GatewayException failure;

	CrossingRefused(GatewayException failure) {
		super(failure.getMessage(), failure, false, false);
		this.failure = failure;
	}

	GatewayException failure() {
		return this.failure;
	}

}
