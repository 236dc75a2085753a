package dev.sluice.chat;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Text of a stream that has to wait. Bounded: a provider cannot fill the memory. */
public final class HeldText {

	private static final int MOST = 4 * 1024 * 1024;

	private final StringBuilder text = new StringBuilder();

	/**
	 * Holds more.
	 * @param more a piece
	 * @throws GatewayException when it grows beyond 4 Mi characters
	 */
	public void add(String more) {
		if (this.text.length() + more.length() > MOST) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider sent a tool call that is too long to be translated.");
		}
		this.text.append(more);
	}

	/**
	 * Gives out what is held.
	 * @return the text, empty when there is none
	 */
	public String take() {
		String all = this.text.toString();
		this.text.setLength(0);
		return all;
	}

}
