package dev.sluice.auth;

/** The gateway would be open to strangers, so it does not start. */
final class UnsafeBindingException extends IllegalStateException {

	private final String action;

	UnsafeBindingException(String message, String action) {
		super(message);
		this.action = action;
	}

	String action() {
		return this.action;
	}

}
