package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Lease;
import dev.sluice.ledger.AllowanceStore.Return;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.store.SqlSession;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The statements guard the money too, whoever decides wrongly what they are to do. */
@Timeout(60)
class PotTableTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final AllowanceKey BEFORE = new AllowanceKey("key:k1", "2026-10");

	private static final AllowanceKey ORG = new AllowanceKey("org:o1", "lifetime");

	/** Wants live two seconds by the clock; after this no pause of a test ends them. */
	static final String KEEP_WANTS = "update allowance set wanted_until = wanted_until + interval '1' hour";

	private final PotTable pots = new PotTable("n1");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void noLeaseGoesBeyondItsLimit(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n2", KEY, 30, 100);
			rig.execute("update allowance set spent_nanos = 50");
			assertThatIllegalStateException()
				.isThrownBy(() -> change(rig, (row) -> PotChange.leased(row, 21, 100), KEY))
				.withMessageContaining("Of 1 rows 0 could be changed");
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 50 30");
			change(rig, (row) -> PotChange.leased(row, 20, 100), KEY);
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 50 50");
			assertThat(rig.leases()).containsExactly("key:k1 2026-11 n1 20 0", "key:k1 2026-11 n2 30 0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aRowThatCannotBeChangedTakesAllBack(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 10, 100);
			rig.lease("n1", ORG, 10, 15);
			List<String> before = rig.pots();
			assertThatIllegalStateException()
				.isThrownBy(() -> change(rig, (row) -> PotChange.leased(row, 10, row.limitNanos()), KEY, ORG));
			assertThat(rig.pots()).isEqualTo(before);
			assertThat(rig.leases()).containsExactly("key:k1 2026-11 n1 10 0", "org:o1 lifetime n1 10 0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsGivenBackThatWasNotLeased(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 10, 100);
			assertThatIllegalStateException().isThrownBy(() -> change(rig, (row) -> PotChange.of(row, 0, -11, 0), KEY));
			change(rig, (row) -> PotChange.of(row, 0, -10, 0), KEY);
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 0 0");
		}
	}

	@Test
	void aLeaseThatVanishedTakesAllBack() {
		try (StoreRig rig = new StoreRig(TestStore.H2_FILE, this.folder)) {
			rig.lease("n1", KEY, 10, 100);
			assertThatIllegalStateException()
				.isThrownBy(() -> rig.run((session) -> this.pots.lock(session, List.of(KEY))
					.flatMap((rows) -> session.execute("delete from lease")
						.then(this.pots.change(session, List.of(PotChange.of(rows.get(0), 0, -5, 0)))))))
				.withMessageContaining("Of 1 rows 0 could be changed");
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 0 10");
			assertThat(rig.leases()).containsExactly("key:k1 2026-11 n1 10 0");
		}
	}

	@Test
	void whoLocksAPotWaitsForWhoLockedItAndWhoLooksDoesNot() {
		try (StoreRig rig = new StoreRig(TestStore.H2_FILE, this.folder)) {
			rig.lease("n1", KEY, 10, 100);
			CompletableFuture<Void> locked = new CompletableFuture<>();
			CompletableFuture<Void> go = new CompletableFuture<>();
			CompletableFuture<?> first = rig.database
				.transaction((session) -> this.pots.lock(session, List.of(KEY))
					.doOnNext((rows) -> locked.complete(null))
					.delayUntil((rows) -> Mono.fromFuture(go, true))
					.flatMap((rows) -> this.pots.change(session, List.of(PotChange.of(rows.get(0), 7, 0, 0)))))
				.toFuture();
			locked.join();
			assertThat(Objects.requireNonNull(rig.balance("n1", KEY)).spentNanos()).isZero();
			CompletableFuture<List<PotRow>> second = rig.database
				.transaction((session) -> this.pots.lock(session, List.of(KEY)))
				.toFuture();
			Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> second.isDone() || somebodyWaits());
			go.complete(null);
			first.join();
			assertThat(second.join()).singleElement().extracting(PotRow::spentNanos).isEqualTo(7L);
		}
	}

	/** Whether the embedded database keeps a thread waiting for a row. */
	private static boolean somebodyWaits() {
		return Thread.getAllStackTraces()
			.values()
			.stream()
			.flatMap(Arrays::stream)
			.anyMatch((frame) -> frame.getClassName().equals("org.h2.mvstore.tx.Transaction")
					&& frame.getMethodName().startsWith("waitFor"));
	}

	@Test
	void potsAreMadeInTheOrderInWhichAllLockThem() {
		SqlSession session = mock(SqlSession.class);
		List<Object> made = new ArrayList<>();
		when(session.insertAbsent(anyString(), anyList())).thenAnswer((call) -> {
			call.<List<Object[]>>getArgument(1).forEach((row) -> made.add(row[0] + " " + row[1] + " " + row[2]));
			return Mono.just(3L);
		});
		Map<AllowanceKey, Long> limits = new LinkedHashMap<>();
		limits.put(ORG, 3L);
		limits.put(KEY, 2L);
		limits.put(BEFORE, 1L);
		assertThat(this.pots.make(session, limits).block()).isEqualTo(3);
		assertThat(made).containsExactly("key:k1 2026-10 1", "key:k1 2026-11 2", "org:o1 lifetime 3");
	}

	@ParameterizedTest
	@EnumSource
	void whatIsSpentBeyondALimitIsBookedAllTheSame(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 10, 100);
			change(rig, (row) -> PotChange.of(row, 500, -10, 0), KEY);
			change(rig, (row) -> PotChange.of(row, 7, 0, 0), KEY);
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 507 0");
			assertThat(rig.balance("n1", KEY)).isEqualTo(new Balance(KEY, 507, 0, 0, 100));
			rig.lease("n2", ORG, 0, 100);
			change(rig, (row) -> PotChange.of(row, 7, 0, 0), ORG);
			assertThat(rig.leases()).as("who had no lease has none").containsExactly("key:k1 2026-11 n1 0 0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void othersLeasesAndPeriodsStayAsTheyAre(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			for (String node : List.of("n1", "n2")) {
				rig.lease(node, KEY, 10, 100);
				rig.lease(node, BEFORE, 20, 100);
				rig.lease(node, ORG, 30, 100);
			}
			change(rig, (row) -> PotChange.of(row, 4, -5, 0), KEY);
			assertThat(rig.pots()).containsExactly("key:k1 2026-10 0 40", "key:k1 2026-11 4 15",
					"org:o1 lifetime 0 60");
			assertThat(rig.leases()).containsExactly("key:k1 2026-10 n1 20 0", "key:k1 2026-10 n2 20 0",
					"key:k1 2026-11 n1 5 0", "key:k1 2026-11 n2 10 0", "org:o1 lifetime n1 30 0",
					"org:o1 lifetime n2 30 0");
			change(rig, (row) -> PotChange.of(row, 0, -5, 3), KEY);
			assertThat(rig.leases()).contains("key:k1 2026-11 n1 0 3", "key:k1 2026-11 n2 10 0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aLeaseTellsHowManyNodesHoldOne(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			assertThat(rig.lease("n1", KEY, 0, 100).nodes()).as("who asks counts").isEqualTo(1);
			assertThat(rig.lease("n1", KEY, 10, 100).nodes()).isEqualTo(1);
			assertThat(rig.lease("n2", KEY, 10, 100).nodes()).isEqualTo(2);
			assertThat(rig.lease("n2", KEY, 10, 100).nodes()).isEqualTo(2);
			rig.node("n1").giveBack(List.of(new Return(KEY, 10, 0))).block(StoreRig.WAIT);
			assertThat(rig.lease("n2", KEY, 10, 100).nodes()).isEqualTo(1);
			assertThat(rig.lease("n3", KEY, 0, 100).nodes()).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aRefusalChangesNothingButTheWish(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 90, 100);
			rig.execute("update allowance set spent_nanos = 10");
			Lease lease = rig.lease("n2", KEY, 1, 101);
			assertThat(lease.granted()).as("exactly the limit").isTrue();
			assertThat(rig.lease("n2", KEY, 1, 101).granted()).isFalse();
			assertThat(rig.balance("n2", KEY)).isEqualTo(new Balance(KEY, 10, 91, 1, 101));
		}
	}

	@ParameterizedTest
	@EnumSource
	void aWishIsToldToHoldersAndEnds(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 100, 100);
			rig.lease("n1", ORG, 100, 100);
			rig.seen("n3");
			want(rig, "n2", 1);
			assertThat(wanted(rig, "n1")).containsExactly(KEY);
			assertThat(wanted(rig, "n2")).as("who wants").isEmpty();
			assertThat(wanted(rig, "n3")).as("who has none").isEmpty();
			rig.lease("n3", KEY, 0, 100);
			assertThat(wanted(rig, "n1")).as("another's lease").containsExactly(KEY);
			letTwoSecondsPass(rig);
			assertThat(wanted(rig, "n1")).as("two seconds later").isEmpty();
			want(rig, "n2", 1);
			rig.node("n1").giveBack(List.of(new Return(KEY, 100, 0))).block(StoreRig.WAIT);
			assertThat(wanted(rig, "n1")).as("who has given it back").isEmpty();
			rig.lease("n1", KEY, 50, 100);
			assertThat(wanted(rig, "n1")).containsExactly(KEY);
			rig.lease("n2", KEY, 50, 100);
			assertThat(wanted(rig, "n1")).as("who wanted has got it").isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoWantsAndGivesSomethingBackStillWants(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 90, 100);
			rig.lease("n2", KEY, 10, 100);
			rig.lease("n3", BEFORE, 10, 100);
			want(rig, "n2", 5);
			assertThat(wanted(rig, "n2")).as("who wants").isEmpty();
			assertThat(wanted(rig, "n3")).as("who holds another period").isEmpty();
			rig.node("n2").giveBack(List.of(new Return(KEY, 3, 0))).block(StoreRig.WAIT);
			assertThat(wanted(rig, "n1")).containsExactly(KEY);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whatAnotherWantedLongAgoIsNoLongerWantedByBoth(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 60, 100);
			rig.lease("n2", KEY, 40, 100);
			want(rig, "n2", 5);
			letTwoSecondsPass(rig);
			want(rig, "n1", 5);
			assertThat(wanted(rig, "n1")).as("who wants").isEmpty();
			assertThat(wanted(rig, "n2")).containsExactly(KEY);
		}
	}

	@ParameterizedTest
	@EnumSource
	void somethingIsWantedForTwoSeconds(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.lease("n1", KEY, 100, 100);
			Instant before = now(rig);
			assertThat(rig.lease("n2", KEY, 1, 100).granted()).isFalse();
			Instant after = now(rig);
			assertThat(rig.query("select account from allowance where wanted_until - interval '2' second between"
					+ " timestamp with time zone '" + before + "' and timestamp with time zone '" + after + "'"))
				.containsExactly(KEY.account());
		}
	}

	private static Instant now(StoreRig rig) {
		return Objects.requireNonNull(rig.node("n1").now().block(StoreRig.WAIT));
	}

	private static void want(StoreRig rig, String node, long nanos) {
		assertThat(rig.lease(node, KEY, nanos, 100).granted()).isFalse();
		rig.execute(KEEP_WANTS);
	}

	private static void letTwoSecondsPass(StoreRig rig) {
		rig.execute("update allowance set wanted_until = wanted_until - interval '1' hour - interval '2' second");
	}

	private static List<AllowanceKey> wanted(StoreRig rig, String node) {
		return Objects.requireNonNull(rig.node(node).wanted().block(StoreRig.WAIT))
			.stream()
			.map(AllowanceStore.Want::key)
			.toList();
	}

	private void change(StoreRig rig, Function<PotRow, PotChange> change, AllowanceKey... keys) {
		rig.run((session) -> this.pots.lock(session, List.of(keys))
			.flatMap((rows) -> this.pots.change(session, rows.stream().map(change).toList()))
			.then(Mono.just(true)));
	}

}
