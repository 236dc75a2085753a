package dev.sluice.call;

/** A value that must not be printed. Its text form is always four asterisks. */
public final class Secret {

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	/**
	 * Wraps a value.
	 * @param value the secret itself
	 * @return the wrapped secret
	 */
	public static Secret of(String value) {
		return new Secret(value);
	}

	/**
	 * The secret itself, for the one place that sends or compares it.
	 * @return the value
	 */
	public String reveal() {
		return this.value;
	}

	@Override
	public String toString() {
		return "****";
	}

}
