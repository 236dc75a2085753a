package dev.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be asked at the moment. Not a fault of whoever asked: the same work
 * may succeed later.
 */
public final class StoreUnavailableException extends RuntimeException {

	private final boolean outcomeUnknown;

	/**
	 * Creates a failure.
	 * @param message what is wrong and what to do, without secrets
	 * @param cause why, or null
	 * @param outcomeUnknown whether the work may have been committed all the same
	 */
	public StoreUnavailableException(String message, @Nullable Throwable cause, boolean outcomeUnknown) {
		super(message, cause, false, false);
		this.outcomeUnknown = outcomeUnknown;
	}

	/**
	 * Whether the work may have been committed.
	 * @return false when certainly nothing was changed
	 */
	public boolean outcomeUnknown() {
		return this.outcomeUnknown;
	}

}
