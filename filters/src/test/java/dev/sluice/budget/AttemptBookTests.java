package dev.sluice.budget;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

import dev.sluice.call.Dialect;
import dev.sluice.ledger.AttemptOpened;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptBookTests {

	@Test
	void writesDownWhoCallsWhereAndForHowMuch() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("o", AccountKind.ORGANIZATION, "1"));
		HttpHeaders headers = new HttpHeaders();
		headers.set("x-metadata", "short");
		headers.set("x-second", "s".repeat(257));
		headers.set("x-third", "no");
		rig.hold(BudgetRig.call(Dialect.OPENAI_CHAT, ",\"user\":\"sue\",\"stream\":true", headers));
		AttemptOpened opened = rig.journal.opened.get(0);
		assertThat(opened.requestId()).isEqualTo("req_1");
		assertThat(opened.attempt()).isEqualTo(1);
		assertThat(opened.at()).isEqualTo("2025-11-20T12:00:00Z");
		assertThat(opened.tenant()).isEqualTo("acme");
		assertThat(opened.caller()).isEqualTo("k1");
		assertThat(opened.user()).isEqualTo("sue");
		assertThat(opened.streamed()).isTrue();
		assertThat(opened.tags()).containsExactlyInAnyOrder("red", "team:x");
		assertThat(opened.metadata()).isEqualTo(Map.of("x-metadata", "short", "x-second", "s".repeat(256)));
		assertThat(opened.priceVersion()).isEqualTo("flat");
		assertThat(opened.heldNanos()).isEqualTo(1_010);
		assertThat(opened.accounts()).containsExactly(BudgetRig.ORGANIZATION);
	}

	@Test
	void aCallWithoutSuchHeadersHasNoMetadata() {
		BudgetRig rig = new BudgetRig();
		rig.hold(BudgetRig.chat(""));
		assertThat(rig.journal.opened.get(0).metadata()).isEmpty();
		assertThat(rig.journal.opened.get(0).accounts()).isEmpty();
	}

	@Test
	void idsAreNeverRepeatedAndGrowWithTime() {
		long[] millis = { 1_000 };
		AttemptIds ids = new AttemptIds(() -> millis[0], new SecureRandom());
		Set<UUID> seen = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			seen.add(ids.next());
		}
		assertThat(seen).hasSize(10_000);
		UUID before = ids.next();
		millis[0]++;
		UUID after = ids.next();
		assertThat(after.getMostSignificantBits()).isGreaterThan(before.getMostSignificantBits());
		assertThat(List.of(before.version(), before.variant())).containsExactly(7, 2);
		assertThat(before.getMostSignificantBits() >>> 16).isEqualTo(1_000);
	}

	@Test
	void twoProcessesShareNoIds() {
		SecureRandom random = new SecureRandom();
		Set<UUID> seen = new HashSet<>();
		for (int process = 0; process < 100; process++) {
			AttemptIds ids = new AttemptIds(() -> 5, random);
			for (int i = 0; i < 100; i++) {
				seen.add(ids.next());
			}
		}
		assertThat(seen).hasSize(10_000);
	}

}
