package dev.sluice.budget;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.record.EventPublisher;
import dev.sluice.record.GatewayEvent.BudgetReached;

/**
 * Tells when an account has used up some part of its budget: once for each threshold in
 * each period, as far as this node sees it happen.
 */
final class ThresholdWatch {

	private static final int ALL = 100;

	private final EventPublisher events;

	private final LongSupplier millis;

	private final Map<Watched, Level> levels = new ConcurrentHashMap<>();

	ThresholdWatch(EventPublisher events, LongSupplier millis) {
		this.events = events;
		this.millis = millis;
	}

	/** Takes note of a policy that applies to some account. */
	void add(PolicyUse use) {
		if (use.policy().thresholds().isEmpty()) {
			return;
		}
		this.levels.compute(new Watched(use.policy().name(), use.pot().key()),
				(key, before) -> new Level(use, (before != null) ? before.told : -1));
	}

	/** Looks at every account. Called a few times a second, by one thread. */
	void turn() {
		this.levels.values().removeIf((level) -> level.use.pot().isClosed());
		this.levels.values().forEach(this::look);
	}

	private void look(Level level) {
		PolicyUse use = level.use;
		if (level.told < 0) {
			// What was reached before this node came is no news.
			long before = use.pot().spentAtFirst();
			if (before < 0) {
				return;
			}
			level.told = reached(use, percent(before, use.limit()));
		}
		tell(level, reached(use, percent(use.pot().spent(), use.limit())));
	}

	/** Takes note of limits under which a call was refused. */
	void exhausted(List<PolicyUse> uses) {
		for (PolicyUse use : uses) {
			Level level = this.levels.get(new Watched(use.policy().name(), use.pot().key()));
			if (level != null) {
				level.refusing = true;
			}
		}
	}

	private void tell(Level level, int reached) {
		PolicyUse use = level.use;
		int now = (level.refusing && use.policy().thresholds().contains(ALL)) ? Math.max(ALL, reached) : reached;
		if (now < level.told) {
			// A higher limit makes the thresholds count again.
			level.told = now;
			return;
		}
		for (int threshold : use.policy().thresholds().subSet(level.told + 1, now + 1)) {
			this.events.publish(new BudgetReached(Instant.ofEpochMilli(this.millis.getAsLong()), use.policy().name(),
					use.pot().key().account(), use.pot().key().period(), threshold, use.limit(), use.pot().spent()));
		}
		level.told = now;
	}

	private static int reached(PolicyUse use, int percent) {
		return use.policy().thresholds().headSet(percent + 1).stream().reduce(0, (first, second) -> second);
	}

	private static int percent(long spent, long limit) {
		return (limit <= 0) ? ALL : (int) Math.min(100_000, (long) (100.0 * spent / limit));
	}

	private record Watched(String policy, AllowanceKey key) {
	}

	private static final class Level {

		private final PolicyUse use;

		private int told;

		private volatile boolean refusing;

		Level(PolicyUse use, int told) {
			this.use = use;
			this.told = told;
		}

	}

}
