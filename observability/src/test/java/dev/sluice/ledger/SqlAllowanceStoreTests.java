package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Lease;
import dev.sluice.ledger.AllowanceStore.Refusal;
import dev.sluice.ledger.AllowanceStore.Return;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.ledger.AllowanceStore.Want;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.StoreUnavailableException;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

@Timeout(120)
class SqlAllowanceStoreTests {

	private static final Duration WAIT = Duration.ofSeconds(60);

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final AllowanceKey ORG = new AllowanceKey("org:o1", "lifetime");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void leasesUpToTheLimitAndNotBeyond(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore node = node(database, "n1");
			Lease all = lease(node, share(KEY, 100, 100));
			assertThat(all).isEqualTo(new Lease(true, List.of(), List.of(new Balance(KEY, 0, 100, 100, 100)), 1));
			Lease more = lease(node, share(KEY, 1, 100));
			assertThat(more).isEqualTo(new Lease(false, List.of(new Refusal(new Want(KEY, 1), Long.MAX_VALUE)),
					List.of(new Balance(KEY, 0, 100, 100, 100)), 1));
			assertThat(lease(node, share(KEY, 0, 100)).granted()).isTrue();
			assertThat(lease(node, share(KEY, 1, 101)).balances()).containsExactly(new Balance(KEY, 0, 101, 101, 101));
		}
	}

	@ParameterizedTest
	@EnumSource
	void leasesFromAllOrFromNone(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore one = node(database, "n1");
			AllowanceStore two = node(database, "n2");
			assertThat(lease(one, share(ORG, 80, 100)).granted()).isTrue();
			Lease refused = lease(two, share(ORG, 30, 100), share(KEY, 30, 100));
			assertThat(refused.granted()).isFalse();
			assertThat(refused.refused()).containsExactly(new Refusal(new Want(ORG, 1), 0));
			assertThat(refused.balances()).containsExactly(new Balance(ORG, 0, 80, 0, 100),
					new Balance(KEY, 0, 0, 0, 100));
			assertThat(lease(two, share(ORG, 20, 100), share(KEY, 20, 100))).satisfies((lease) -> {
				assertThat(lease.granted()).isTrue();
				assertThat(lease.nodes()).isEqualTo(2);
				assertThat(lease.balances()).containsExactly(new Balance(ORG, 0, 100, 20, 100),
						new Balance(KEY, 0, 20, 20, 100));
			});
		}
	}

	@ParameterizedTest
	@EnumSource
	void takesBackNoMoreThanWasLeased(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore one = node(database, "n1");
			AllowanceStore two = node(database, "n2");
			lease(one, share(KEY, 60, 100));
			lease(two, share(KEY, 40, 100));
			one.giveBack(List.of(new Return(KEY, 10, 0), new Return(ORG, 5, 0))).block(WAIT);
			assertThat(balances(one)).containsExactly(new Balance(KEY, 0, 90, 50, 100));
			one.giveBack(List.of(new Return(KEY, 1000, 0))).block(WAIT);
			assertThat(balances(two)).containsExactly(new Balance(KEY, 0, 40, 40, 100));
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellsHoldersWhatOthersWant(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore one = node(database, "n1");
			AllowanceStore two = node(database, "n2");
			lease(one, share(KEY, 100, 100));
			assertThat(one.wanted().block(WAIT)).isEmpty();
			lease(two, share(KEY, 50, 100));
			keepWants(database);
			assertThat(one.wanted().block(WAIT)).containsExactly(new Want(KEY, 1));
			assertThat(two.wanted().block(WAIT)).isEmpty();
			one.giveBack(List.of(new Return(KEY, 60, 1))).block(WAIT);
			assertThat(lease(two, share(KEY, 50, 100)).granted()).isTrue();
			assertThat(one.wanted().block(WAIT)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void tellsUpToWhichWantAllOtherHoldersHaveAnswered(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore one = node(database, "n1");
			AllowanceStore two = node(database, "n2");
			AllowanceStore three = node(database, "n3");
			lease(one, share(KEY, 60, 100));
			lease(two, share(KEY, 40, 100));
			assertThat(refusal(three)).isEqualTo(new Refusal(new Want(KEY, 1), 0));
			one.giveBack(List.of(new Return(KEY, 0, 1))).block(WAIT);
			assertThat(balances(one)).containsExactly(new Balance(KEY, 0, 100, 60, 100));
			assertThat(refusal(three)).as("the other has not").isEqualTo(new Refusal(new Want(KEY, 2), 0));
			two.giveBack(List.of(new Return(KEY, 5, 2))).block(WAIT);
			assertThat(refusal(three)).isEqualTo(new Refusal(new Want(KEY, 3), 1));
			one.giveBack(List.of(new Return(KEY, 5, 3))).block(WAIT);
			one.giveBack(List.of(new Return(KEY, 0, 2))).block(WAIT);
			assertThat(refusal(three)).as("an older answer").isEqualTo(new Refusal(new Want(KEY, 4), 2));
			assertThat(refusal(two)).as("itself does not count").isEqualTo(new Refusal(new Want(KEY, 5), 3));
			one.giveBack(List.of(new Return(KEY, 5, 0))).block(WAIT);
			assertThat(refusal(two)).as("gave more back").isEqualTo(new Refusal(new Want(KEY, 6), 3));
			assertThat(lease(one, share(KEY, 5, 100)).granted()).isTrue();
			assertThat(refusal(two)).as("leased since").isEqualTo(new Refusal(new Want(KEY, 7), 0));
			one.giveBack(List.of(new Return(KEY, 55, 0))).block(WAIT);
			assertThat(refusal(two)).as("nobody else has any").isEqualTo(new Refusal(new Want(KEY, 8), Long.MAX_VALUE));
		}
	}

	private static Refusal refusal(AllowanceStore node) {
		return lease(node, share(KEY, 80, 100)).refused().get(0);
	}

	@ParameterizedTest
	@EnumSource
	void whatTwoWantIsToldToBoth(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AllowanceStore one = node(database, "n1");
			AllowanceStore two = node(database, "n2");
			lease(one, share(KEY, 60, 100));
			lease(two, share(KEY, 40, 100));
			want(database, one);
			want(database, one);
			assertThat(one.wanted().block(WAIT)).isEmpty();
			want(database, two);
			want(database, one);
			assertThat(one.wanted().block(WAIT)).containsExactly(new Want(KEY, 4));
			assertThat(two.wanted().block(WAIT)).containsExactly(new Want(KEY, 4));
		}
	}

	private static void want(SluiceDatabase database, AllowanceStore node) {
		refusal(node);
		keepWants(database);
	}

	private static void keepWants(SluiceDatabase database) {
		database.transaction((session) -> session.execute(PotTableTests.KEEP_WANTS)).block(WAIT);
	}

	@ParameterizedTest
	@EnumSource
	void keepsTheLimitAtEveryCommitWhileManyLease(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			AtomicBoolean ended = new AtomicBoolean();
			AtomicLong looks = new AtomicLong();
			CompletableFuture<Void> fourthLook = new CompletableFuture<>();
			Mono<Long> watch = Mono.defer(() -> violations(database)).doOnNext((count) -> {
				assertThat(count).isZero();
				if (looks.incrementAndGet() == 4) {
					fourthLook.complete(null);
				}
			}).repeat(() -> !ended.get()).reduce(0L, Long::sum);
			List<Lessee> lessees = Flux.range(0, 64)
				.map((index) -> new Lessee(node(database, "n" + index % 4), index))
				.collectList()
				.block(WAIT);
			assertThat(lessees).isNotNull();
			Mono<Void> work = Flux.fromIterable(lessees)
				.flatMap((lessee) -> lessee.run(Mono.fromFuture(fourthLook, true)), 64)
				.then()
				.doFinally((signal) -> ended.set(true));
			Mono.when(work, watch).block(WAIT);
			assertThat(looks.get()).isGreaterThan(3);
			ConcurrentHashMap<AllowanceKey, Long> held = new ConcurrentHashMap<>();
			lessees
				.forEach((lessee) -> lessee.held.forEach((share) -> held.merge(share.key(), share.nanos(), Long::sum)));
			node(database, "n0").balances(held.keySet())
				.block(WAIT)
				.forEach((balance) -> assertThat(balance.leasedNanos()).isEqualTo(held.get(balance.key())));
			assertThat(deadlocks(store, database)).isZero();
		}
	}

	@Test
	void whatAFormerProcessSpentIsWaitedForButNotForEver() {
		PotTable pots = new PotTable("n1");
		try (SluiceDatabase database = TestStore.H2_FILE.open(this.folder)) {
			for (Function<AllowanceStore, Mono<?>> question : List.<Function<AllowanceStore, Mono<?>>>of(
					(store) -> store.lease(List.of(share(KEY, 1, 10))), (store) -> store.balances(List.of(KEY)),
					(store) -> store.giveBack(List.of(new Return(KEY, 1, 0))))) {
				StepVerifier
					.withVirtualTime(() -> question.apply(new SqlAllowanceStore(database, pots, Mono.never())).then())
					.expectSubscription()
					.expectNoEvent(Duration.ofSeconds(9))
					.thenAwait(Duration.ofSeconds(1))
					.verifyError(StoreUnavailableException.class);
			}
			assertThat(balances(node(database, "n1"))).isEmpty();
		}
	}

	@Test
	void aPotThatVanishesWhileItIsLeasedIsToldAndNotLeased() {
		PotTable pots = mock(PotTable.class);
		when(pots.make(any(), any())).thenReturn(Mono.just(0L));
		when(pots.lock(any(), any())).thenReturn(Mono.just(List.of()));
		try (SluiceDatabase database = TestStore.H2_FILE.open(this.folder)) {
			AllowanceStore store = new SqlAllowanceStore(database, pots, Mono.empty());
			assertThatIllegalStateException().isThrownBy(() -> lease(store, share(KEY, 1, 10)))
				.withMessageContaining("vanished");
			assertThat(store.now().block(WAIT)).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
		}
	}

	/** Sum of a table that must be empty. */
	private static Mono<Long> violations(SluiceDatabase database) {
		return database
			.read((session) -> session.query(
					"select (select count(*) from allowance"
							+ " where spent_nanos + leased_nanos > limit_nanos) + (select count(*) from allowance a"
							+ " where a.leased_nanos <> (select coalesce(sum(l.nanos), 0) from lease l"
							+ " where l.account = a.account and l.period = a.period))",
					(row) -> row.get(0, Long.class)))
			.map((rows) -> Objects.requireNonNull(rows.get(0)));
	}

	private static long deadlocks(TestStore store, SluiceDatabase database) {
		if (store == TestStore.H2_FILE) {
			return 0;
		}
		List<Long> counts = database.read(
				(session) -> session.query("select deadlocks from pg_stat_database where datname = current_database()",
						(row) -> row.get(0, Long.class)))
			.block(WAIT);
		return Objects.requireNonNull(counts).get(0);
	}

	private static AllowanceStore node(SluiceDatabase database, String name) {
		return new SqlAllowanceStore(database, new PotTable(name), Mono.empty());
	}

	private static Share share(AllowanceKey key, long nanos, long limit) {
		return new Share(key, nanos, limit);
	}

	private static Lease lease(AllowanceStore node, Share... shares) {
		return Objects.requireNonNull(node.lease(List.of(shares)).block(WAIT));
	}

	private static List<Balance> balances(AllowanceStore node) {
		return Objects.requireNonNull(node.balances(List.of(KEY)).block(WAIT));
	}

	/**
	 * One of many who lease for a key, its team, its organization, and give some back.
	 */
	private static final class Lessee {

		private final AllowanceStore node;

		private final Random random;

		private final List<AllowanceKey> keys;

		private final List<Share> held = new ArrayList<>();

		private Lessee(AllowanceStore node, int index) {
			this.node = node;
			this.random = new Random(index);
			this.keys = List.of(new AllowanceKey("org:o", "lifetime"), new AllowanceKey("key:" + index % 8, "2026-11"),
					new AllowanceKey("team:" + index % 2, "2026-W47"));
		}

		/** Leases eight times, the last time once the watch has looked often enough. */
		Mono<Void> run(Mono<Void> watched) {
			return Flux.range(0, 7).concatMap((round) -> once(), 1).then(watched).then(Mono.defer(this::once));
		}

		private Mono<Void> once() {
			long nanos = 1 + this.random.nextInt(500);
			List<Share> shares = List.of(share(this.keys.get(0), nanos, 20_000), share(this.keys.get(1), nanos, 5_000),
					share(this.keys.get(2), nanos, 12_000));
			return this.node.lease(shares).flatMap((lease) -> {
				if (!lease.granted()) {
					return Mono.empty();
				}
				if (this.random.nextBoolean()) {
					return this.node
						.giveBack(shares.stream().map((share) -> new Return(share.key(), share.nanos(), 0)).toList());
				}
				this.held.addAll(shares);
				return Mono.empty();
			});
		}

	}

}
