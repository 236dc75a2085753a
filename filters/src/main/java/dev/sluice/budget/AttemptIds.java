package dev.sluice.budget;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Gives each attempt an id that is never repeated: time, then a number that no other
 * process is likely to share and that this one counts up. Ids of one node grow with time.
 */
final class AttemptIds {

	/** Odd, so that counting in its steps visits every number once. */
	private static final long STEP = 0x9E3779B97F4A7C15L;

	private final LongSupplier millis;

	private final AtomicLong number;

	private final long salt;

	AttemptIds(LongSupplier millis, SecureRandom random) {
		this.millis = millis;
		this.number = new AtomicLong(random.nextLong());
		this.salt = random.nextLong() & 0xFFF;
	}

	UUID next() {
		long count = this.number.addAndGet(STEP);
		long time = (this.millis.getAsLong() << 16) | 0x7000 | (this.salt ^ (count & 0x3));
		// The two lowest bits make room for the variant, and stand in the time's half.
		return new UUID(time, 0x8000000000000000L | (count >>> 2));
	}

}
