package dev.sluice.simulator;

/**
 * How a call that reached the simulated provider ended.
 */
public enum CallEnding {

	/** It has not ended. */
	OPEN,
	/** The whole answer was handed to the connection. */
	COMPLETE,
	/** The peer closed the connection first. */
	CANCELLED,
	/** The script closed the connection. */
	CUT

}
