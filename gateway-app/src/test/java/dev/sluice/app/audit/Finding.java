package dev.sluice.app.audit;

/**
 * A violation.
 *
 * @param invariant its name, such as {@code I1}
 * @param text what is wrong with what
 */
record Finding(String invariant, String text) {

	@Override
	public String toString() {
		return this.invariant + " " + this.text;
	}

}
