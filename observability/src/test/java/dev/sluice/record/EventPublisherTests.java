package dev.sluice.record;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

import static org.assertj.core.api.Assertions.assertThat;

class EventPublisherTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final EventPublisher events = new EventPublisher(4, 2);

	@AfterEach
	void close() {
		this.events.close();
	}

	@Test
	void tellsEveryWatcherInOrder() {
		StepVerifier.create(Flux.zip(this.events.subscribe(), this.events.subscribe()))
			.then(() -> publish("a", "b"))
			.assertNext((pair) -> assertThat(routes(pair.getT1())).isEqualTo(routes(pair.getT2())).isEqualTo("a"))
			.assertNext((pair) -> assertThat(routes(pair.getT1())).isEqualTo(routes(pair.getT2())).isEqualTo("b"))
			.thenCancel()
			.verify(PATIENCE);
		assertThat(this.events.watched()).isFalse();
	}

	@Test
	void keepsTheLatestForASlowWatcherAndCountsTheRest() {
		EventFeed<GatewayEvent> feed = this.events.feed(GatewayEvent.class);
		StepVerifier.create(feed.events(), 0)
			.then(() -> publish("1", "2", "3", "4", "5", "6", "7"))
			.then(() -> assertThat(feed.dropped()).isEqualTo(3))
			.thenRequest(2)
			.assertNext((event) -> assertThat(routes(event)).isEqualTo("4"))
			.assertNext((event) -> assertThat(routes(event)).isEqualTo("5"))
			.thenCancel()
			.verify(PATIENCE);
		assertThat(this.events.dropped()).isEqualTo(3);
	}

	@Test
	void otherKindsTakeNoRoomInATypedFeed() {
		EventFeed<GatewayEvent.CallFinished> feed = this.events.feed(GatewayEvent.CallFinished.class);
		StepVerifier.create(feed.events(), 0).then(() -> {
			this.events.publish(new GatewayEvent.CallFinished(Instant.EPOCH, Samples.record("r", "t")));
			publish("1", "2", "3", "4", "5", "6");
		})
			.thenRequest(1)
			.assertNext((event) -> assertThat(event.record().requestId()).isEqualTo("r"))
			.thenCancel()
			.verify(PATIENCE);
		assertThat(feed.dropped()).isZero();
	}

	@Test
	void refusesMoreWatchersThanItHasRoomForAndFreesAPlaceOnCancel() {
		var first = this.events.subscribe().subscribe();
		this.events.subscribe().subscribe();
		StepVerifier.create(this.events.subscribe())
			.verifyErrorSatisfies((ex) -> assertThat(((GatewayException) ex).kind()).isEqualTo(ErrorKind.OVERLOADED));
		first.dispose();
		StepVerifier.create(this.events.subscribe())
			.then(() -> publish("x"))
			.expectNextCount(1)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void completesWatchersOnStopAlsoThoseThatAskForNothingAndTakesNewOnesAfterAStart() {
		EventLifecycle lifecycle = new EventLifecycle(this.events);
		lifecycle.start();
		StepVerifier.create(this.events.subscribe(), 0).then(() -> {
			publish("never asked for");
			lifecycle.stop();
		}).expectComplete().verify(PATIENCE);
		StepVerifier.create(this.events.subscribe()).expectError(GatewayException.class).verify(PATIENCE);
		lifecycle.start();
		StepVerifier.create(this.events.subscribe())
			.then(() -> publish("again"))
			.expectNextCount(1)
			.thenCancel()
			.verify(PATIENCE);
	}

	@Test
	void publishingAfterCloseIsHarmless() {
		this.events.subscribe().subscribe();
		this.events.close();
		publish("late");
	}

	@Test
	void aWatcherThatHangsHoldsUpNoPublisher() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch hanging = new CountDownLatch(1);
		this.events.subscribe().subscribe((event) -> {
			hanging.countDown();
			await(release);
		});
		publish("first");
		assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
		for (int i = 0; i < 1_000; i++) {
			publish("more");
		}
		assertThat(this.events.dropped()).isGreaterThanOrEqualTo(990);
		release.countDown();
	}

	@Test
	void underContentionEveryEventIsDeliveredInItsWritersOrderOrCountedAsDropped() {
		int writers = 4;
		int each = 50_000;
		try (EventPublisher busy = new EventPublisher(64, 8)) {
			EventFeed<GatewayEvent.RoutesChanged> feed = busy.feed(GatewayEvent.RoutesChanged.class);
			Recorder recorder = new Recorder();
			feed.events().subscribe(recorder);
			List<CompletableFuture<Void>> running = new ArrayList<>();
			for (int writer = 0; writer < writers; writer++) {
				String name = "w" + writer;
				running.add(CompletableFuture.runAsync(() -> {
					for (int i = 0; i < each; i++) {
						busy.publish(new GatewayEvent.RoutesChanged(Instant.ofEpochSecond(i), true, List.of(name),
								List.of()));
					}
				}));
			}
			CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
			busy.stop();
			recorder.finished.join();
			assertThat(recorder.ordered).isTrue();
			assertThat(recorder.count.get()).isPositive();
			assertThat(recorder.count.get() + feed.dropped()).isEqualTo((long) writers * each);
		}
	}

	private void publish(String... routes) {
		for (String route : routes) {
			this.events.publish(new GatewayEvent.RoutesChanged(Instant.EPOCH, true, List.of(route), List.of()));
		}
	}

	private static String routes(GatewayEvent event) {
		return ((GatewayEvent.RoutesChanged) event).routes().get(0);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class Recorder extends BaseSubscriber<GatewayEvent.RoutesChanged> {

		private final Map<String, Instant> last = new HashMap<>();

		private final AtomicLong count = new AtomicLong();

		private final AtomicBoolean ordered = new AtomicBoolean(true);

		private final CompletableFuture<Void> finished = new CompletableFuture<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(Long.MAX_VALUE);
		}

		@Override
		protected void hookOnNext(GatewayEvent.RoutesChanged event) {
			this.count.incrementAndGet();
			Instant before = this.last.put(event.routes().get(0), event.at());
			if (before != null && !before.isBefore(event.at())) {
				this.ordered.set(false);
			}
		}

		@Override
		protected void hookOnComplete() {
			this.finished.complete(null);
		}

	}

}
