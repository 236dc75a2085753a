package dev.sluice.budget;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;

import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.record.EventPublisher;
import dev.sluice.record.GatewayEvent.BudgetReached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class ThresholdWatchTests {

	private static final BudgetPolicy POLICY = BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.000001");

	private final BudgetRig rig = new BudgetRig(POLICY);

	private final List<BudgetReached> events = java.util.Collections.synchronizedList(new ArrayList<>());

	private final EventPublisher publisher = this.rig.events;

	private Disposable watching;

	private ThresholdWatch watch;

	@BeforeEach
	void start() {
		this.watching = this.publisher.subscribe(BudgetReached.class).subscribe(this.events::add);
		this.watch = this.rig.thresholds;
	}

	@AfterEach
	void stop() {
		this.watching.dispose();
		this.publisher.close();
	}

	@Test
	void tellsEachThresholdOnce() {
		spend(0);
		look();
		assertThat(percents()).isEmpty();
		spend(499);
		look();
		assertThat(percents()).isEmpty();
		spend(1);
		look();
		look();
		assertThat(percents()).containsExactly(50);
		assertThat(this.events.get(0)).satisfies((event) -> {
			assertThat(event.policy()).isEqualTo("o");
			assertThat(event.account()).isEqualTo("organization:acme");
			assertThat(event.period()).isEqualTo("lifetime");
			assertThat(event.limitNanos()).isEqualTo(1_000);
			assertThat(event.spentNanos()).isEqualTo(500);
		});
		spend(500);
		look();
		assertThat(percents()).containsExactly(50, 80, 100);
	}

	@Test
	void whatWasReachedBeforeThisNodeCameIsNoNews() {
		this.rig.money.book("other", java.util.Map.of(BudgetRig.ORGANIZATION, 600L));
		spend(0);
		look();
		assertThat(percents()).isEmpty();
		spend(200);
		look();
		assertThat(percents()).containsExactly(80);
	}

	@Test
	void aLimitThatRefusesIsReached() {
		spend(900);
		look();
		assertThat(percents()).containsExactly(50, 80);
		this.watch.exhausted(this.rig.uses);
		look();
		assertThat(percents()).containsExactly(50, 80, 100);
	}

	@Test
	void aCallThatIsRefusedSaysSo() {
		spend(990);
		look();
		assertThat(percents()).containsExactly(50, 80);
		assertThat(this.rig.ask(this.rig.admission(), BudgetRig.chat(",\"max_completion_tokens\":9")).hold).isNull();
		this.rig.pass(1_000);
		this.rig.settle();
		look();
		assertThat(percents()).containsExactly(50, 80, 100);
	}

	@Test
	void aHigherLimitMakesThresholdsCountAgain() {
		spend(600);
		look();
		this.rig.put(BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.00001"));
		spend(0);
		look();
		assertThat(percents()).containsExactly(50);
		spend(4_500);
		look();
		assertThat(percents()).containsExactly(50, 50);
	}

	@Test
	void aLimitOfNothingIsReachedAtOnce() {
		BudgetPolicy nothing = BudgetRig.policy("z", AccountKind.KEY, "*", "0", BudgetPeriod.DAY, BudgetMode.OBSERVE);
		this.rig.put(nothing);
		spend(1);
		look();
		assertThat(percents()).isEmpty();
	}

	private void spend(long nanos) {
		Hold hold = this.rig.hold(BudgetRig.chat(",\"max_completion_tokens\":1"));
		this.rig.uses.forEach(this.watch::add);
		look();
		hold.settle(new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(nanos, 0), "m"), new Timing(1, 2));
	}

	/** Looks, and waits until what was published before has been told. */
	private void look() {
		this.watch.turn();
		BudgetReached last = new BudgetReached(java.time.Instant.EPOCH, "last", "", "", 0, 0, 0);
		this.publisher.publish(last);
		await().until(() -> this.events.remove(last));
	}

	private List<Integer> percents() {
		return this.events.stream().map(BudgetReached::percent).toList();
	}

}
