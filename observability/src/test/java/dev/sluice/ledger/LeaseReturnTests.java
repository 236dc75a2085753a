package dev.sluice.ledger;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class LeaseReturnTests {

	@TempDir
	Path folder;

	@Test
	void allLeasesOfANodeGoBackHoweverManyAndNoneOfAnother() {
		try (StoreRig rig = new StoreRig(TestStore.H2_FILE, this.folder)) {
			Bookkeeper books = rig.books("n1");
			rig.execute("insert into allowance (account, period, limit_nanos, spent_nanos, leased_nanos)"
					+ " select 'key:' || x, 'lifetime', 100, 0, 10 from system_range(1, 2001)");
			rig.execute("insert into lease (account, period, node_id, nanos, written_off_nanos)"
					+ " select 'key:' || x, 'lifetime', 'n1', 10, 0 from system_range(1, 2001)");
			AllowanceKey shared = new AllowanceKey("org:o1", "lifetime");
			rig.lease("n2", shared, 30, 100);
			new LeaseReturn(rig.database, new PotTable("n1"), books).all().block(StoreRig.WAIT);
			assertThat(rig.leases()).containsExactly("org:o1 lifetime n2 30 0");
			assertThat(rig.query("select account from allowance where leased_nanos <> 0")).containsExactly("org:o1");
		}
	}

}
