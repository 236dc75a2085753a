package dev.sluice.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;
import dev.sluice.call.Target;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.record.CallRecord;
import dev.sluice.record.CallRecords;
import dev.sluice.tokens.TokenCounter;
import dev.sluice.wire.OutputText;

/**
 * What one attempt leaves behind: its hold is resolved and its record written exactly
 * once, however it ends.
 */
final class AttemptTrail {

	private final ClientCall call;

	private final Target target;

	private final String routeId;

	private final int number;

	private final Hold hold;

	private final CallRecords records;

	private final TokenCounter counter;

	private final Instant startedAt;

	private final long startedNanos = System.nanoTime();

	private final AtomicBoolean ended = new AtomicBoolean();

	private volatile long firstContentNanos = -1;

	private long replyBytes;

	private volatile boolean decided;

	private volatile boolean sent;

	private volatile long costNanos = -1;

	private volatile @Nullable ProducedText produced;

	AttemptTrail(ClientCall call, Target target, String routeId, int number, Hold hold, CallRecords records,
			TokenCounter counter, Clock clock) {
		this.call = call;
		this.target = target;
		this.routeId = routeId;
		this.number = number;
		this.hold = hold;
		this.records = records;
		this.counter = counter;
		this.startedAt = records.wanted() ? clock.instant() : Instant.EPOCH;
	}

	int number() {
		return this.number;
	}

	/** The output cap that the money set, or -1. */
	long outputCap() {
		return this.hold.outputCap();
	}

	/** What the attempt did cost, or -1 when that is not known. */
	long costNanos() {
		return this.costNanos;
	}

	/** Whether somebody wants to know the tokens of this attempt. */
	boolean metered() {
		return this.records.wanted() || this.hold != Hold.NOTHING;
	}

	/**
	 * Where the text of a stream in a dialect is to be kept, or null when nobody pays for
	 * it.
	 */
	@Nullable OutputText keptText(Dialect dialect) {
		return keptText(dialect, () -> OutputText.of(dialect));
	}

	/**
	 * Where the text of the stream is to be kept, or null when nobody pays for it.
	 * @param dialect what the provider's requests count as
	 * @param text makes an empty one
	 */
	@Nullable OutputText keptText(Dialect dialect, Supplier<OutputText> text) {
		if (this.hold == Hold.NOTHING) {
			return null;
		}
		ProducedText fresh = new ProducedText(dialect, text.get());
		this.produced = fresh;
		return fresh.text();
	}

	void decided() {
		this.decided = true;
		this.firstContentNanos = System.nanoTime() - this.startedNanos;
	}

	void received(int bytes) {
		this.replyBytes += bytes;
	}

	/** There is a connection, and the request goes out on it. */
	void sending() {
		this.sent = true;
	}

	/** The connection turned out to be dead before the first byte. */
	void notSent() {
		this.sent = false;
	}

	void complete(int status, Usage usage, @Nullable String servedModel) {
		end(new Outcome(End.COMPLETE, "", status, usage, servedModel));
	}

	void failed(String reason, int status, Usage usage, @Nullable String servedModel) {
		end(new Outcome(End.FAILED, reason, status, usage, servedModel));
	}

	void cancelled(String by, Usage usage, @Nullable String servedModel) {
		end(new Outcome(End.CANCELLED, by, 0, usage, servedModel));
	}

	private void end(Outcome outcome) {
		if (!this.ended.compareAndSet(false, true)) {
			return;
		}
		Timing timing = new Timing(this.firstContentNanos, System.nanoTime() - this.startedNanos);
		ProducedText text = this.produced;
		if (this.sent && text != null && text.completes(outcome)) {
			String model = (outcome.servedModel() != null) ? outcome.servedModel() : this.target.model();
			text.counted(this.counter, this.call, model, outcome).subscribe((counted) -> settle(counted, timing));
		}
		else {
			settle(outcome, timing);
		}
	}

	private void settle(Outcome outcome, Timing timing) {
		if (this.sent) {
			this.costNanos = this.hold.settle(outcome, timing);
		}
		else {
			this.hold.release();
		}
		if (this.records.wanted()) {
			this.records.publish(record(outcome, timing));
		}
	}

	private CallRecord record(Outcome outcome, Timing timing) {
		ClientCall c = this.call;
		return new CallRecord(c.requestId(), this.number, this.decided, c.caller(), this.routeId, c.dialect().id(),
				c.dialect().operation().id(), c.envelope().model(), this.target, c.envelope().stream(), this.startedAt,
				timing.firstContentNanos(), timing.totalNanos(), this.sent ? c.body().length() : 0, this.replyBytes,
				outcome, c.notes().list());
	}

}
