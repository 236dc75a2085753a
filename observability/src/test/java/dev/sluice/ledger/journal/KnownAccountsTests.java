package dev.sluice.ledger.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.ledger.AllowanceKey;

import static org.assertj.core.api.Assertions.assertThat;

class KnownAccountsTests {

	private final RecordWriter known = new RecordWriter();

	@Test
	void whatIsKnownIsWrittenAsWhatIsNot() {
		List<List<AllowanceKey>> all = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			all.add(List.of(new AllowanceKey("key:" + i, "2026-11"), new AllowanceKey("team:\u00e4", "lifetime")));
		}
		all.add(List.of());
		all.add(List.of(new AllowanceKey("k".repeat(KnownAccounts.LONGEST), "lifetime")));
		for (int round = 0; round < 3; round++) {
			assertThat(all).allSatisfy((accounts) -> {
				byte[] fresh = bytes(new RecordWriter(), accounts);
				assertThat(bytes(this.known, accounts)).isEqualTo(fresh);
				assertThat(bytes(this.known, accounts)).isEqualTo(fresh);
			});
		}
	}

	@Test
	void aListThatIsEqualIsNotTakenForTheSameWhenItHasChanged() {
		List<AllowanceKey> accounts = new ArrayList<>(List.of(new AllowanceKey("key:a", "lifetime")));
		byte[] before = bytes(this.known, List.copyOf(accounts));
		accounts.set(0, new AllowanceKey("key:b", "lifetime"));
		assertThat(bytes(this.known, List.copyOf(accounts))).isNotEqualTo(before).hasSameSizeAs(before);
	}

	private static byte[] bytes(RecordWriter writer, List<AllowanceKey> accounts) {
		writer.begin(RecordKind.OPENED).accounts(accounts);
		return Arrays.copyOfRange(writer.bytes(), RecordWriter.PLACE, writer.end());
	}

}
