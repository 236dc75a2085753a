package dev.sluice.call;

/**
 * What is set aside for one attempt. It is resolved exactly once, by
 * {@link #settle(Outcome, Timing)} or by {@link #release()}; a second resolution does
 * nothing.
 */
public interface Hold {

	/** A hold that sets nothing aside. */
	Hold NOTHING = new Hold() {

		@Override
		public long outputCap() {
			return -1;
		}

		@Override
		public long settle(Outcome outcome, Timing timing) {
			return -1;
		}

		@Override
		public void release() {
		}

	};

	/**
	 * The output that the money still buys, to be sent upstream as the cap.
	 * @return tokens, or -1 when the client's own cap stands
	 */
	long outputCap();

	/**
	 * Books what the attempt did cost. Never blocks: the work is handed on.
	 * @param outcome what happened
	 * @param timing how long it took
	 * @return the cost in nano-dollars, or -1 when it is not known yet
	 */
	long settle(Outcome outcome, Timing timing);

	/** Gives everything back: nothing was sent. */
	void release();

}
