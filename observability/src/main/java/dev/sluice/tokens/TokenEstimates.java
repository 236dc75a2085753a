package dev.sluice.tokens;

import dev.sluice.call.ClientCall;

/** How many tokens a call has at most, and how many it probably has. */
public final class TokenEstimates {

	private static final int BYTES_PER_TOKEN = 4;

	// Uploads are files, of which most bytes are no text.
	private static final long UPLOAD = 128 * 1024;

	private TokenEstimates() {
	}

	/**
	 * An upper bound of the input: no token is shorter than a byte of the body, and none
	 * fits beyond the context window. What a picture that is named by its address adds
	 * cannot be seen and is not part of it.
	 * @param call the call
	 * @param contextTokens the model's context window, or -1
	 * @return tokens
	 */
	public static long inputBound(ClientCall call, long contextTokens) {
		long bytes = call.body().length();
		boolean upload = switch (call.dialect().operation()) {
			case IMAGE_EDITS, TRANSCRIPTIONS, TRANSLATIONS -> true;
			default -> false;
		};
		long window = (contextTokens < 0 && upload) ? UPLOAD : contextTokens;
		return (window < 0) ? bytes : Math.min(bytes, window);
	}

	/**
	 * The input as it probably is, for policies and for answers that never told.
	 * @param call the call
	 * @param contextTokens the model's context window, or -1
	 * @return tokens
	 */
	public static long inputGuess(ClientCall call, long contextTokens) {
		long guess = guess(call.body().length());
		return (contextTokens < 0) ? guess : Math.min(guess, contextTokens);
	}

	/**
	 * How many tokens some bytes of text probably are.
	 * @param bytes bytes of text
	 * @return tokens, rounded up
	 */
	public static long guess(long bytes) {
		return bytes / BYTES_PER_TOKEN + ((bytes % BYTES_PER_TOKEN > 0) ? 1 : 0);
	}

}
