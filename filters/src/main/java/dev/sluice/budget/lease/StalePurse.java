package dev.sluice.budget.lease;

/**
 * A purse holds a pot that was closed for want of use, or whose period is over: it must
 * be made anew.
 */
public final class StalePurse extends RuntimeException {

	/** Creates the signal. */
	public StalePurse() {
		super("a pot was closed, or its period is over", null, false, false);
	}

}
