package dev.sluice.app.audit;

/**
 * What became of a call.
 *
 * @param id of the call
 * @param key whose money it was to spend
 * @param status of the answer; 0 when there was none, -1 when it was cut
 * @param leastNanos what had to be set aside for it at least
 * @param sentMillis when it was sent
 * @param endMillis when its answer was whole
 * @param problem what a refusal says, or nothing
 */
record SpendAnswer(String id, String key, int status, long leastNanos, long sentMillis, long endMillis,
		String problem) {

	static SpendAnswer of(SpendCall call, int status, long sentMillis, String problem) {
		return new SpendAnswer(call.id(), call.key(), status, call.leastNanos(), sentMillis, System.currentTimeMillis(),
				problem.replaceAll("\\s+", " "));
	}

	static SpendAnswer parse(String line) {
		String[] words = line.split("\t", 7);
		return new SpendAnswer(words[0], words[1], Integer.parseInt(words[2]), Long.parseLong(words[3]),
				Long.parseLong(words[4]), Long.parseLong(words[5]), words[6]);
	}

	/** One line, which {@link #parse} reads. */
	String line() {
		return String.join("\t", this.id, this.key, Integer.toString(this.status), Long.toString(this.leastNanos),
				Long.toString(this.sentMillis), Long.toString(this.endMillis), this.problem);
	}

	boolean served() {
		return this.status == 200;
	}

	/** Whether a budget was said to be used up. */
	boolean refused() {
		return this.status == 402 || this.status == 429;
	}

	long millis() {
		return this.endMillis - this.sentMillis;
	}

}
