package dev.sluice.budget.lease;

/** A purse holds a pot that was closed for want of use: it must be made anew. */
public final class StalePurse extends RuntimeException {

	StalePurse() {
		super("a pot was closed", null, false, false);
	}

}
