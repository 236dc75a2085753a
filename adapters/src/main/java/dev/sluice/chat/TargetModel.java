package dev.sluice.chat;

/**
 * The model that a request is written for, as far as the writing depends on it.
 *
 * @param id the provider's name for it
 * @param outputTokens the largest output it can give, or -1 when not known
 * @param outputCap what the gateway allows this call, or -1
 * @param capabilities what it takes and refuses
 */
public record TargetModel(String id, long outputTokens, long outputCap, Capabilities capabilities) {

	/** The cap sent where one must be and neither client nor catalogue know any. */
	public static final long DEFAULT_OUTPUT = 4096;

	/**
	 * The cap to send where the dialect demands one.
	 * @param output what the client wants
	 * @return at least 1: the client's, the gateway's or the model's, else
	 * {@value #DEFAULT_OUTPUT}
	 */
	public long demandedCap(Output output) {
		long wished = output.cap(this.outputCap);
		long known = (wished > 0) ? wished : (this.outputTokens > 0) ? this.outputTokens : DEFAULT_OUTPUT;
		return (this.outputTokens > 0) ? Math.min(known, this.outputTokens) : known;
	}

}
