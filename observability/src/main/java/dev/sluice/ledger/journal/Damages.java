package dev.sluice.ledger.journal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import dev.sluice.ledger.JournalPosition;
import dev.sluice.ledger.JournalReader.Damage;
import dev.sluice.ledger.JournalReader.Damage.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What could not be read, loudly. */
final class Damages {

	private static final Logger logger = LoggerFactory.getLogger(Damages.class);

	private static final int REMEMBERED = 1000;

	private final List<Damage> first = new CopyOnWriteArrayList<>();

	private final Set<Long> segments = ConcurrentHashMap.newKeySet();

	private final AtomicLong count = new AtomicLong();

	void report(JournalPosition at, long bytes, Reason reason) {
		if (this.count.getAndIncrement() < REMEMBERED) {
			this.first.add(new Damage(at, bytes, reason));
		}
		if (reason == Reason.CORRUPT) {
			this.segments.add(at.segment());
		}
		switch (reason) {
			case UNFINISHED -> logger.warn("The journal has {} bytes at {} whose append a crash has interrupted;"
					+ " nothing was sent on their account", bytes, at);
			case CORRUPT -> logger.error("The journal has {} damaged bytes at {}: attempts recorded there are missing"
					+ " from the ledger. Compare with the providers' own reports.", bytes, at);
			case ORPHAN ->
				logger.error("The journal has an end at {} that belongs to no open attempt; it is not" + " booked", at);
		}
	}

	/** Whether a segment holds bytes worth looking into. */
	boolean in(Segment segment) {
		return this.segments.contains(segment.number());
	}

	List<Damage> first() {
		return List.copyOf(this.first);
	}

	long count() {
		return this.count.get();
	}

}
