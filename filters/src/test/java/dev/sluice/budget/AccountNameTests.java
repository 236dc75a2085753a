package dev.sluice.budget;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.sluice.call.Caller;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What looks like an account's name and is none, and what is kept of a policy that nobody
 * configured.
 */
class AccountNameTests {

	@Test
	void aTagIsATeamOnlyWhenItSaysSo() {
		Caller caller = new Caller("acme", "k1", Set.of(), null, Set.of("orange-tag", "my-team:x", "team:y"));
		assertThat(AccountKind.TEAM.names(caller)).containsExactly("y");
	}

	@Test
	void anOrganizationOfALongNameHasADigestToo() {
		assertThat(AccountKind.ORGANIZATION.account("o".repeat(128), "")).isEqualTo("organization:" + "o".repeat(128));
		assertThat(AccountKind.ORGANIZATION.account("o".repeat(129), "")).startsWith("organization:sha256:")
			.hasSize(20 + 64);
	}

	@Test
	void aUserWhomNoPolicyMeansChangesNothing() {
		BudgetRig rig = new BudgetRig(BudgetRig.policy("k", AccountKind.KEY, "1"));
		rig.clock.read().block();
		Payers alone = rig.directory.of(BudgetRig.CALLER, null, Set.of());
		assertThat(alone.uses()).hasSize(1);
		assertThat(rig.directory.of(BudgetRig.CALLER, "sue", Set.of())).isSameAs(alone);
	}

	@Test
	void aPolicyThatWasNotConfiguredHasNoDigest() {
		BudgetPolicy policy = BudgetRig.policy("p", AccountKind.KEY, "1");
		assertThat(PolicyChange.of("p", policy, List.of()).configured()).isEmpty();
		assertThat(PolicyChange.of("p", null, List.of(policy)).configured()).hasSize(64);
	}

}
