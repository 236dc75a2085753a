package dev.sluice.simulator;

import java.time.Duration;

/**
 * How a simulated provider listens, how fast it speaks by default and how much it
 * remembers.
 *
 * @param port the port on 127.0.0.1; 0, the default, takes a free one
 * @param tokens tokens of each prose answer, at most 100 000; 0, the default, says what
 * there is to say
 * @param rate tokens a second; 0, the default, does not wait between tokens
 * @param firstToken the wait before the first token; none by default
 * @param logCapacity calls that the log keeps, the oldest leave first; 10 000 by default
 * @param loggedBody bytes of each request body that the log keeps; 262 144 by default
 * @param maxBody bytes of a request body beyond which the answer is 413; 64 MiB by
 * default
 */
public record SimulatorOptions(int port, int tokens, double rate, Duration firstToken, int logCapacity, int loggedBody,
		int maxBody) {

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException when a number is out of its range
	 */
	public SimulatorOptions {
		check(port >= 0 && port <= 65_535, "port must be between 0 and 65535");
		check(tokens >= 0 && tokens <= Directive.MAX_TOKENS, "tokens must be between 0 and " + Directive.MAX_TOKENS);
		check(rate >= 0 && rate <= 1_000_000, "rate must be between 0 and 1000000 tokens a second");
		check(!firstToken.isNegative(), "firstToken must not be negative");
		check(logCapacity > 0, "logCapacity must be at least 1");
		check(loggedBody >= 0, "loggedBody must not be negative");
		check(maxBody > 0 && maxBody < Integer.MAX_VALUE, "maxBody must be between 1 and 2147483646");
	}

	/**
	 * A free port and no waiting, as tests want it.
	 * @return the defaults
	 */
	public static SimulatorOptions defaults() {
		return new SimulatorOptions(0, 0, 0, Duration.ZERO, 10_000, 256 * 1024, 64 * 1024 * 1024);
	}

	/**
	 * Speaks so that a person sees tokens appear: 300 ms to the first one, then 30 a
	 * second.
	 * @return the defaults at reading speed
	 */
	public static SimulatorOptions atReadingSpeed() {
		return defaults().withRate(30).withFirstToken(Duration.ofMillis(300));
	}

	/**
	 * Listens elsewhere.
	 * @param port the port, 0 for a free one
	 * @return changed options
	 */
	public SimulatorOptions withPort(int port) {
		return new SimulatorOptions(port, this.tokens, this.rate, this.firstToken, this.logCapacity, this.loggedBody,
				this.maxBody);
	}

	/**
	 * Says more or less.
	 * @param tokens tokens of each prose answer
	 * @return changed options
	 */
	public SimulatorOptions withTokens(int tokens) {
		return new SimulatorOptions(this.port, tokens, this.rate, this.firstToken, this.logCapacity, this.loggedBody,
				this.maxBody);
	}

	/**
	 * Speaks at another speed.
	 * @param rate tokens a second
	 * @return changed options
	 */
	public SimulatorOptions withRate(double rate) {
		return new SimulatorOptions(this.port, this.tokens, rate, this.firstToken, this.logCapacity, this.loggedBody,
				this.maxBody);
	}

	/**
	 * Hesitates before it speaks.
	 * @param firstToken the wait before the first token
	 * @return changed options
	 */
	public SimulatorOptions withFirstToken(Duration firstToken) {
		return new SimulatorOptions(this.port, this.tokens, this.rate, firstToken, this.logCapacity, this.loggedBody,
				this.maxBody);
	}

	/**
	 * Remembers more or fewer calls.
	 * @param logCapacity calls that the log keeps
	 * @return changed options
	 */
	public SimulatorOptions withLogCapacity(int logCapacity) {
		return new SimulatorOptions(this.port, this.tokens, this.rate, this.firstToken, logCapacity, this.loggedBody,
				this.maxBody);
	}

	private static void check(boolean good, String otherwise) {
		if (!good) {
			throw new IllegalArgumentException(otherwise);
		}
	}

}
