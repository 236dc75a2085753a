package dev.sluice.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;

import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.record.GatewayEvent.BudgetReached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Thresholds where money, limit or pot is not as usual. */
@Timeout(30)
class ThresholdEdgeTests {

	private final List<BudgetReached> events = Collections.synchronizedList(new ArrayList<>());

	private BudgetRig rig;

	private Disposable watching;

	@AfterEach
	void stop() {
		this.watching.dispose();
		this.rig.events.close();
	}

	@Test
	void whatIsNotKnownYetIsNoNewsWhenItIs() {
		start(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.000001"));
		this.rig.money.book("other", Map.of(BudgetRig.ORGANIZATION, 600L));
		this.rig.clock.read().subscribe();
		this.rig.directory.of(BudgetRig.CALLER, null, Set.of());
		look();
		spend(10);
		assertThat(percents()).isEmpty();
		spend(200);
		assertThat(percents()).containsExactly(80);
	}

	@Test
	void aLowerLimitIsReachedByWhatWasSpentBefore() {
		start(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.000001"));
		this.rig.money.book("other", Map.of(BudgetRig.ORGANIZATION, 400L));
		spend(0);
		assertThat(percents()).isEmpty();
		this.rig.put(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.0000005"));
		spend(0);
		assertThat(percents()).containsExactly(50, 80);
	}

	@Test
	void aPotThatWasForgottenIsLookedAtAnew() {
		start(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.000001"));
		spend(0);
		for (int i = 0; i < 5; i++) {
			this.rig.pass(60_000);
			this.rig.settle();
		}
		look();
		this.rig.money.book("other", Map.of(BudgetRig.ORGANIZATION, 600L));
		spend(0);
		assertThat(percents()).isEmpty();
		spend(200);
		assertThat(percents()).containsExactly(80);
	}

	@Test
	void aRefusalReachesNothingWhereTheWholeLimitIsNoThreshold() {
		start(watched("0.000001", BudgetMode.ENFORCE, 50, 80));
		spend(600);
		this.rig.thresholds.exhausted(this.rig.directory.of(BudgetRig.CALLER, null, Set.of()).uses());
		look();
		assertThat(percents()).containsExactly(50);
	}

	@Test
	void aLimitThatIsExceededAMillionTimesIsReached() {
		start(watched("0.000000001", BudgetMode.OBSERVE, 50, 1000));
		spend(0);
		spend(42_949_673);
		assertThat(percents()).containsExactly(50, 1000);
	}

	@Test
	void aLimitOfNothingIsReachedBeforeAnythingIsSpent() {
		start(watched("0", BudgetMode.OBSERVE, 50, 100));
		spend(0);
		spend(5);
		assertThat(percents()).isEmpty();
	}

	private void start(BudgetPolicy policy) {
		this.rig = new BudgetRig(policy);
		this.watching = this.rig.events.subscribe(BudgetReached.class).subscribe(this.events::add);
	}

	private static BudgetPolicy watched(String limit, BudgetMode mode, Integer... thresholds) {
		return new BudgetPolicy("w", AccountKind.ORGANIZATION, "*", "*", new BigDecimal(limit), BudgetPeriod.LIFETIME,
				BudgetRig.thresholds(thresholds), BudgetPolicy.OnExhaustion.BLOCK, List.of(), mode, true, List.of());
	}

	private void spend(long nanos) {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":1"));
		look();
		hold.settle(new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(nanos, 0), "m"), new Timing(1, 2));
		look();
	}

	/** Looks, and waits until what was published before has been told. */
	private void look() {
		this.rig.uses.forEach(this.rig.thresholds::add);
		this.rig.uses.clear();
		this.rig.thresholds.turn();
		BudgetReached last = new BudgetReached(java.time.Instant.EPOCH, "last", "", "", 0, 0, 0);
		this.rig.events.publish(last);
		await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> this.events.remove(last));
	}

	private List<Integer> percents() {
		return this.events.stream().map(BudgetReached::percent).toList();
	}

}
