package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sluice.ledger.AllowanceStore.Return;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of the leases of nodes that are gone, and of nobody else's. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LostNodesTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final AllowanceKey ORG = new AllowanceKey("org:o1", "lifetime");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void onlyWhoWasSilentForSoLongIsLost(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			for (String node : List.of("n1", "n2", "n3")) {
				rig.seen(node);
			}
			rig.lease("n1", KEY, 10, 100);
			rig.lease("n1", ORG, 20, 100);
			rig.lease("n2", KEY, 30, 100);
			rig.lease("n3", KEY, 40, 100);
			rig.node("n3").giveBack(List.of(new Return(KEY, 40, 0))).block(StoreRig.WAIT);
			rig.execute("update journal_cursor set seen_at = seen_at - interval '25' hour where node_id <> 'n2'");
			assertThat(lost(rig, Duration.ofHours(26))).isZero();
			assertThat(lost(rig, Duration.ofHours(24))).isEqualTo(2);
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 10 30", "org:o1 lifetime 20 0");
			assertThat(rig.leases()).containsExactly("key:k1 2026-11 n1 0 10", "key:k1 2026-11 n2 30 0",
					"key:k1 2026-11 n3 0 0", "org:o1 lifetime n1 0 20");
			assertThat(rig.query("select node_id || ' ' || kind || ' ' || cost_nanos || ' ' || held_nanos || accounts"
					+ " from attempt_ledger order by cost_nanos"))
				.containsExactly("n1 unattributed 10 10[\"key:k1@2026-11\"]",
						"n1 unattributed 20 20[\"org:o1@lifetime\"]");
			assertThat(lost(rig, Duration.ofHours(24))).as("once").isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoComesBackWhileItIsLookedAtIsNotLost(TestStore store, CapturedOutput output) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			rig.seen("n1");
			rig.lease("n1", KEY, 10, 100);
			assertThat(
					new LostNodes(rig.database).writeOff("n1", Instant.now().minusSeconds(60).atOffset(ZoneOffset.UTC))
						.block(StoreRig.WAIT))
				.isZero();
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 0 10");
			assertThat(output).doesNotContain("is lost");
		}
	}

	@ParameterizedTest
	@EnumSource
	void aProcessGivesBackWhatItsFormerOnesLeased(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			Bookkeeper books = rig.books("n1");
			rig.lease("n1", KEY, 10, 100);
			rig.lease("n2", KEY, 30, 100);
			rig.lease("n2", ORG, 30, 100);
			rig.node("n2").giveBack(List.of(new Return(ORG, 30, 0))).block(StoreRig.WAIT);
			new LeaseReturn(rig.database, new PotTable("n1"), books).all().block(StoreRig.WAIT);
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 0 30", "org:o1 lifetime 0 0");
			assertThat(rig.leases()).containsExactly("key:k1 2026-11 n2 30 0", "org:o1 lifetime n2 0 0");
		}
	}

	@ParameterizedTest
	@EnumSource
	void moreLeasesThanFitOneTransactionAllGoBack(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			Bookkeeper books = rig.books("n1");
			List<Share> shares = IntStream.range(0, 1_001)
				.mapToObj((index) -> new Share(new AllowanceKey("key:" + index, "2026-11"), 10, 100))
				.toList();
			rig.node("n1").lease(shares).block(StoreRig.WAIT);
			LeaseReturn leases = new LeaseReturn(rig.database, new PotTable("n1"), books);
			leases.all().block(StoreRig.WAIT);
			assertThat(rig.leases()).isEmpty();
			assertThat(rig.query("select account from allowance where leased_nanos <> 0")).isEmpty();
			rig.node("n1").lease(shares).block(StoreRig.WAIT);
			rig.execute("update lease set nanos = 0, written_off_nanos = 10");
			rig.execute("update allowance set leased_nanos = 0, spent_nanos = 10");
			leases.all().block(StoreRig.WAIT);
			assertThat(rig.leases()).isEmpty();
			assertThat(rig.query("select account from allowance where spent_nanos <> 0")).isEmpty();
			assertThat(rig.query("select kind from attempt_ledger where kind = 'returned' and cost_nanos = -10"))
				.as("and the ledger says so")
				.hasSize(1_001);
		}
	}

	@Test
	void moreLeasesThanFitOneTransactionAreAllWrittenOffAndTold(CapturedOutput output) {
		try (StoreRig rig = new StoreRig(TestStore.H2_FILE, this.folder)) {
			rig.seen("n1");
			rig.execute("update journal_cursor set seen_at = seen_at - interval '25' hour");
			assertThat(lost(rig, Duration.ofHours(24))).isZero();
			rig.execute("insert into allowance (account, period, limit_nanos, spent_nanos, leased_nanos)"
					+ " select 'key:' || x, 'lifetime', 100, 0, 10 from system_range(1, 1001)");
			rig.execute("insert into lease (account, period, node_id, nanos, written_off_nanos)"
					+ " select 'key:' || x, 'lifetime', 'n1', 10, 0 from system_range(1, 1001)");
			assertThat(lost(rig, Duration.ofHours(24))).isEqualTo(1_001);
			assertThat(rig.query("select account from allowance where spent_nanos <> 10 or leased_nanos <> 0"))
				.isEmpty();
			assertThat(rig.query("select kind from attempt_ledger where kind = 'unattributed'")).hasSize(1_001);
			assertThat(lost(rig, Duration.ofHours(24))).isZero();
		}
		assertThat(output).containsOnlyOnce("The node n1 is lost: what it had leased of 1001 allowances");
	}

	@ParameterizedTest
	@EnumSource
	void moneyOfALostNodeIsBookedOnceWhenItComesBack(TestStore store) {
		try (StoreRig rig = new StoreRig(store, this.folder)) {
			Bookkeeper books = rig.books("n1");
			rig.lease("n1", KEY, 100, 1_000);
			rig.execute("update journal_cursor set seen_at = seen_at - interval '25' hour");
			lost(rig, Duration.ofHours(24));
			book(books, null, 10, 30);
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 100 0");
			assertThat(rig.leases()).containsExactly("key:k1 2026-11 n1 0 70");
			book(books, 10, 20, 90);
			assertThat(rig.pots()).as("20 more than was written off").containsExactly("key:k1 2026-11 120 0");
			assertThat(rig.query("select kind || ' ' || cost_nanos from attempt_ledger order by cost_nanos"))
				.containsExactly("returned -70", "returned -30", "attempt 30", "attempt 90", "unattributed 100");
			new LeaseReturn(rig.database, new PotTable("n1"), books).all().block(StoreRig.WAIT);
			assertThat(rig.leases()).isEmpty();
			assertThat(rig.pots()).containsExactly("key:k1 2026-11 120 0");
		}
	}

	private static void book(Bookkeeper books, Integer from, int to, long cost) {
		books
			.book(new JournalBatch(List.of(Attempts.finished(50, cost, KEY)), new JournalPosition(0, to)),
					(from != null) ? new JournalPosition(0, from) : null, false)
			.block(StoreRig.WAIT);
	}

	private static long lost(StoreRig rig, Duration silence) {
		Mono<Long> pots = new LostNodes(rig.database).writeOff(silence);
		return pots.block(StoreRig.WAIT);
	}

}
