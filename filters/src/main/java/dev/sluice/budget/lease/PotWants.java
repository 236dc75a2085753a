package dev.sluice.budget.lease;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.sluice.ledger.AllowanceStore.Refusal;

/**
 * What this node wants of one pot that others have, and they of it. A no of the database
 * counts for a call only after all others were told of its want and have given back what
 * they had to spare. Belongs to the keeper's thread.
 */
final class PotWants {

	private static final int MOST = 32;

	private final Deque<Asked> unanswered = new ArrayDeque<>();

	private long answeredSince;

	private boolean answered;

	private long wanted;

	private long told;

	/**
	 * Notes a no.
	 * @param refusal what the database said
	 * @param askedAt when it was asked
	 */
	void refused(Refusal refusal, long askedAt) {
		if (refusal.answered() == Long.MAX_VALUE) {
			this.unanswered.clear();
			answered(askedAt);
			return;
		}
		Asked next = this.unanswered.peek();
		while (next != null && next.number() <= refusal.answered()) {
			answered(next.at());
			this.unanswered.remove();
			next = this.unanswered.peek();
		}
		if (this.unanswered.size() < MOST) {
			this.unanswered.add(new Asked(refusal.want().number(), askedAt));
		}
	}

	private void answered(long askedAt) {
		this.answered = true;
		this.answeredSince = askedAt;
	}

	/**
	 * Whether all others gave back what they had to spare, after they were asked at this
	 * time or later.
	 */
	boolean isAnswered(long since) {
		return this.answered && this.answeredSince - since >= 0;
	}

	/** Another node wants what this one has to spare. */
	void wanted(long number) {
		this.wanted = Math.max(this.wanted, number);
	}

	/** What has to be answered with the next return, or 0. */
	long answer() {
		return (this.wanted > this.told) ? this.wanted : 0;
	}

	void told(long number) {
		this.told = Math.max(this.told, number);
	}

	private record Asked(long number, long at) {
	}

}
