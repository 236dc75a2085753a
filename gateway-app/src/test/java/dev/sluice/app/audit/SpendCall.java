package dev.sluice.app.audit;

import java.util.Random;

/**
 * One call of a load on shared budgets. It tells the provider what to answer, so that
 * anybody knows what it costs.
 *
 * @param id the request id
 * @param key whose money it spends
 * @param gateway which one is asked
 * @param cap the longest answer that is asked for, in tokens
 * @param says how long an answer the provider has in mind
 * @param over by how many tokens the provider exceeds the cap that it is sent
 * @param crowd how many calls of this mark must be at the provider before it answers any
 * @param bytes the length of the body
 * @param stream whether the answer is a stream
 */
record SpendCall(String id, String key, int gateway, int cap, int says, int over, int crowd, int bytes,
		boolean stream) {

	/** Prices of the model that is called, in nano-dollars. */
	static final long INPUT_NANOS = 2_500;

	static final long OUTPUT_NANOS = 10_000;

	/** The shortest answer for which money is worth being set aside, and its call. */
	static final int LEAST_TOKENS = 16;

	static final int LEAST_BYTES = 200;

	/** A call as many make it, of any size and half of them streams. */
	static SpendCall any(String id, String key, int gateway, Random random) {
		int cap = (random.nextInt(4) == 0) ? LEAST_TOKENS : LEAST_TOKENS + random.nextInt(180);
		return new SpendCall(id, key, gateway, cap, 10 + random.nextInt(190), 0, 0, LEAST_BYTES, random.nextBoolean());
	}

	/** The smallest call there is. */
	static SpendCall smallest(String id, String key, int gateway) {
		return new SpendCall(id, key, gateway, LEAST_TOKENS, LEAST_TOKENS, 0, 0, LEAST_BYTES, false);
	}

	/** This call for a provider that waits for others, and then says more than it may. */
	SpendCall overrunning(int tokens, int crowd) {
		return new SpendCall(this.id, this.key, this.gateway, this.cap, this.says, tokens, crowd, this.bytes,
				this.stream);
	}

	/** This call with more input. */
	SpendCall ofBytes(int bytes) {
		return new SpendCall(this.id, this.key, this.gateway, this.cap, this.says, this.over, this.crowd, bytes,
				this.stream);
	}

	/** The least that must be set aside for it. */
	long leastNanos() {
		return this.bytes * INPUT_NANOS + Math.min(this.cap, LEAST_TOKENS) * OUTPUT_NANOS;
	}

	String body() {
		String text = "{\"model\":\"gpt-4o\",\"stream\":" + this.stream + ",\"max_completion_tokens\":" + this.cap
				+ ",\"messages\":[{\"role\":\"user\",\"content\":\"[" + this.id + " in " + this.bytes + " says "
				+ this.says + " over " + this.over + " crowd " + this.crowd + "]";
		String end = "\"}]}";
		return text + ".".repeat(this.bytes - text.length() - end.length()) + end;
	}

}
