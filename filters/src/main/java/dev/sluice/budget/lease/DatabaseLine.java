package dev.sluice.budget.lease;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One question to the database at a time, how long its answers take, and whether any
 * come. Belongs to the keeper's thread.
 */
final class DatabaseLine {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseLine.class);

	private static final long RETRY = TimeUnit.MILLISECONDS.toNanos(100);

	/** A thread that looks many times a second and was away for longer stood still. */
	private static final long STILL = TimeUnit.MILLISECONDS.toNanos(300);

	private final LongSupplier nanos;

	private final Consumer<Runnable> answers;

	private final List<Runnable> whenQuiet = new ArrayList<>();

	private boolean busy;

	private boolean failing;

	private boolean ended;

	private long failedAt;

	private long silentSince;

	private long lookedAt;

	private long answerTime;

	/**
	 * Creates a line.
	 * @param nanos the node's own time
	 * @param answers takes what is to be done with an answer to the keeper's thread
	 */
	DatabaseLine(LongSupplier nanos, Consumer<Runnable> answers) {
		this.nanos = nanos;
		this.answers = answers;
		this.lookedAt = nanos.getAsLong();
	}

	/** Notices that time passes. Who stood still cannot tell that others were silent. */
	void look(long now) {
		if (now - this.lookedAt > STILL) {
			this.silentSince = now;
		}
		this.lookedAt = now;
	}

	/** Whether the database does not answer, or takes far longer than it did. */
	boolean isDown(long now) {
		long patience = Math.min(3 * LeaseKeeper.PATIENCE, Math.max(LeaseKeeper.PATIENCE, 4 * this.answerTime));
		return this.failing || (this.busy && now - this.silentSince > patience);
	}

	boolean isFailing() {
		return this.failing;
	}

	/** How long answers take at present: what the slowest took, but it is forgotten. */
	long answerTime() {
		return this.answerTime;
	}

	/** Whether the next question may be asked now. */
	boolean isFree(long now) {
		return !this.busy && !this.ended && !(this.failing && now - this.failedAt < RETRY);
	}

	/** Asks nothing more, and tells once nothing is on its way. */
	void end(Runnable quiet) {
		this.ended = true;
		if (this.busy) {
			this.whenQuiet.add(quiet);
		}
		else {
			quiet.run();
		}
	}

	void begin() {
		this.ended = false;
	}

	/**
	 * Asks a question. Only while the line is free.
	 * @param question to the database
	 * @param answer takes its answer
	 * @param doubt is run when none came, so that nobody knows what was done
	 */
	<T> void ask(Mono<T> question, Consumer<T> answer, Runnable doubt) {
		this.busy = true;
		this.silentSince = this.nanos.getAsLong();
		question.subscribe((value) -> settle(() -> {
			this.failing = false;
			answered(this.nanos.getAsLong());
			answer.accept(value);
		}), (error) -> settle(() -> {
			failed(error);
			doubt.run();
		}));
	}

	private void settle(Runnable outcome) {
		this.answers.accept(() -> {
			try {
				outcome.run();
			}
			finally {
				quiet();
			}
		});
	}

	private void quiet() {
		this.busy = false;
		this.whenQuiet.forEach(Runnable::run);
		this.whenQuiet.clear();
	}

	// Rises at once and falls slowly.
	private void answered(long now) {
		look(now);
		long took = now - this.silentSince;
		this.answerTime = (took > this.answerTime) ? took : (7 * this.answerTime + took) / 8;
	}

	private void failed(Throwable error) {
		if (!this.failing) {
			logger.warn("The database does not tell how budgets stand, so calls spend what is leased: {}",
					error.getMessage());
		}
		this.failing = true;
		this.failedAt = this.nanos.getAsLong();
	}

}
