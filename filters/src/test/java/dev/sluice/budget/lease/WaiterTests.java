package dev.sluice.budget.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceKey;

import static org.assertj.core.api.Assertions.assertThat;

/** A call that waits ends once, and money that nobody takes any more is free again. */
class WaiterTests {

	private final Pot pot = new Pot(new AllowanceKey("key:t/k", "lifetime"), 100);

	private final Deque<Runnable> deliveries = new ArrayDeque<>();

	private final List<Object> signals = new ArrayList<>();

	private boolean room = true;

	private boolean leavesAtOnce;

	private int queued;

	private int left;

	private final Waiter waiter = new Waiter(new Purse(List.of(this.pot), List.of()), 1, 10, (self) -> {
		this.queued++;
		return this.room;
	}, () -> this.left++, this.deliveries::add);

	@BeforeEach
	void lease() {
		this.pot.granted(10);
		this.pot.tryHold(10);
	}

	@Test
	void getsItsHold() {
		subscribe();
		assertThat(this.waiter.isOver()).isFalse();
		this.waiter.grant(10);
		assertThat(this.waiter.isOver()).isTrue();
		assertThat(this.signals).isEmpty();
		deliver();
		assertThat(this.signals).containsExactly(10L, "complete");
		assertThat(this.pot.free()).isZero();
	}

	@Test
	void aHoldThatNobodyTakesIsUndone() {
		Subscription call = subscribe();
		call.cancel();
		assertThat(this.left).isEqualTo(1);
		this.waiter.grant(10);
		assertThat(this.pot.free()).isEqualTo(10);
		deliver();
		assertThat(this.signals).isEmpty();
	}

	@Test
	void aHoldOnItsWayToWhoLeftIsUndoneOnce() {
		Subscription call = subscribe();
		this.waiter.grant(10);
		call.cancel();
		assertThat(this.pot.free()).isEqualTo(10);
		assertThat(this.left).isEqualTo(1);
		deliver();
		assertThat(this.signals).isEmpty();
		this.waiter.cancel();
		assertThat(this.pot.free()).isEqualTo(10);
		assertThat(this.left).isEqualTo(1);
	}

	@Test
	void whoLeavesAfterwardsKeepsTheHold() {
		subscribe();
		this.waiter.grant(10);
		deliver();
		this.waiter.cancel();
		assertThat(this.pot.free()).isZero();
		assertThat(this.left).isZero();
	}

	@Test
	void aRefusalEndsTheWaiting() {
		subscribe();
		this.waiter.fail(new StalePurse());
		this.waiter.fail(new IllegalStateException("again"));
		this.waiter.grant(10);
		deliver();
		assertThat(this.signals).singleElement().isInstanceOf(StalePurse.class);
		assertThat(this.pot.free()).isEqualTo(10);
	}

	@Test
	void beforeAnybodyListensNothingIsKept() {
		this.waiter.grant(10);
		assertThat(this.pot.free()).isEqualTo(10);
		this.waiter.fail(new StalePurse());
		assertThat(this.deliveries).isEmpty();
	}

	@Test
	void whereTooManyWaitItIsTurnedAway() {
		this.room = false;
		subscribe();
		deliver();
		assertThat(this.signals).singleElement()
			.isInstanceOfSatisfying(GatewayException.class,
					(refusal) -> assertThat(refusal.kind()).isEqualTo(ErrorKind.BUDGET_UNAVAILABLE));
	}

	@Test
	void whoLeavesAtOnceDoesNotQueue() {
		this.leavesAtOnce = true;
		subscribe();
		assertThat(this.queued).isZero();
		deliver();
		assertThat(this.signals).isEmpty();
		assertThat(this.left).isEqualTo(1);
	}

	private Subscription subscribe() {
		Subscription[] call = new Subscription[1];
		this.waiter.subscribe(new CoreSubscriber<>() {
			@Override
			public void onSubscribe(Subscription subscription) {
				call[0] = subscription;
				if (WaiterTests.this.leavesAtOnce) {
					subscription.cancel();
				}
			}

			@Override
			public void onNext(Long held) {
				WaiterTests.this.signals.add(held);
			}

			@Override
			public void onError(Throwable error) {
				WaiterTests.this.signals.add(error);
			}

			@Override
			public void onComplete() {
				WaiterTests.this.signals.add("complete");
			}
		});
		return call[0];
	}

	private void deliver() {
		while (!this.deliveries.isEmpty()) {
			this.deliveries.remove().run();
		}
	}

}
