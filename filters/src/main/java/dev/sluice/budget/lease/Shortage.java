package dev.sluice.budget.lease;

import dev.sluice.ledger.AllowanceKey;

/**
 * A limit that a call did not fit under, also after waiting for what others gave back.
 */
public final class Shortage extends RuntimeException {

	private final AllowanceKey key;

	private final long limit;

	private final long spent;

	private final long setAside;

	private final long needed;

	Shortage(Pot pot, long needed) {
		super("short of money in " + pot.key(), null, false, false);
		this.key = pot.key();
		this.limit = pot.limit();
		this.spent = pot.spent();
		this.setAside = pot.setAside();
		this.needed = needed;
	}

	/**
	 * Whose limit, in which period.
	 * @return the key
	 */
	public AllowanceKey key() {
		return this.key;
	}

	/**
	 * The limit.
	 * @return nano-dollars
	 */
	public long limit() {
		return this.limit;
	}

	/**
	 * What is spent of it.
	 * @return nano-dollars
	 */
	public long spent() {
		return this.spent;
	}

	/**
	 * What is set aside for other calls.
	 * @return nano-dollars
	 */
	public long setAside() {
		return this.setAside;
	}

	/**
	 * What the call needed at least.
	 * @return nano-dollars
	 */
	public long needed() {
		return this.needed;
	}

}
