package dev.sluice.budget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.budget.lease.Pot;
import dev.sluice.call.Caller;
import dev.sluice.ledger.AllowanceKey;

import static org.assertj.core.api.Assertions.assertThat;

class PayerDirectoryTests {

	@Test
	void findsEveryAccountThatAPolicyApplies() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z",
				policy("k", AccountKind.KEY, "*", BudgetPeriod.DAY, BudgetMode.ENFORCE),
				policy("u", AccountKind.USER, "*", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE),
				policy("x", AccountKind.TEAM, "x", BudgetPeriod.MONTH, BudgetMode.ENFORCE),
				policy("y", AccountKind.TEAM, "y", BudgetPeriod.MONTH, BudgetMode.ENFORCE),
				policy("t", AccountKind.TAG, "red", BudgetPeriod.WEEK, BudgetMode.WARN));
		Payers payers = payers(rig, "sue");
		assertThat(payers.purse().keys()).extracting(Object::toString)
			.containsExactly(key("key:acme/k1", "2026-11-20"), key("tag:acme/red", "2026-W47"),
					key("team:acme/x", "2026-11"), key("user:acme/sue", "lifetime"));
		assertThat(payers.uses()).extracting((use) -> use.policy().name()).containsExactly("k", "x", "t", "u");
		assertThat(payers(rig, null).uses()).hasSize(3);
		assertThat(payers(rig, " ").uses()).hasSize(3);
		assertThat(rig.uses).extracting((use) -> use.policy().name()).containsExactly("k", "x", "t", "u");
	}

	@Test
	void theSmallestEnforcedLimitCounts() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z", BudgetRig.policy("a", AccountKind.ORGANIZATION, "0.000003"),
				BudgetRig.policy("b", AccountKind.ORGANIZATION, "0.000002"), BudgetRig.policy("w",
						AccountKind.ORGANIZATION, "*", "0.000001", BudgetPeriod.LIFETIME, BudgetMode.WARN));
		Payers payers = payers(rig, null);
		assertThat(payers.purse().isLimited()).isTrue();
		assertThat(payers.uses()).extracting(PolicyUse::limit).containsExactly(3_000L, 2_000L, 1_000L);
		assertThat(payers.uses()).extracting((use) -> use.pot().limit()).containsOnly(2_000L);
	}

	@Test
	void whatIsOnlyWatchedLimitsNobody() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z",
				policy("w", AccountKind.KEY, "*", BudgetPeriod.DAY, BudgetMode.OBSERVE));
		Payers payers = payers(rig, null);
		assertThat(payers.purse().isLimited()).isFalse();
		assertThat(payers.purse().isEmpty()).isFalse();
		assertThat(payers.uses().get(0).pot().limit()).isEqualTo(Pot.UNLIMITED);
	}

	@ParameterizedTest
	@CsvSource({ "DAY, ENFORCE, ENFORCE, exact", "WEEK, ENFORCE, ENFORCE, exact+pattern",
			"DAY, OBSERVE, ENFORCE, exact+pattern", "DAY, ENFORCE, OBSERVE, exact+pattern",
			"DAY, WARN, OBSERVE, exact" })
	void whatNamesAnAccountExactlyTakesThePlaceOfItsLike(BudgetPeriod period, BudgetMode mode, BudgetMode exact,
			String chosen) {
		BudgetRig rig = rig("2026-11-20T12:00:00Z", policy("pattern", AccountKind.KEY, "k*", period, mode),
				policy("exact", AccountKind.KEY, "k1", BudgetPeriod.DAY, exact));
		assertThat(payers(rig, null).uses()).extracting((use) -> use.policy().name())
			.containsExactlyInAnyOrder(chosen.split("\\+"));
	}

	@Test
	void twoPatternsBothApply() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z",
				policy("a", AccountKind.KEY, "k*", BudgetPeriod.DAY, BudgetMode.ENFORCE),
				policy("b", AccountKind.KEY, "*", BudgetPeriod.DAY, BudgetMode.ENFORCE));
		assertThat(payers(rig, null).uses()).hasSize(2);
	}

	@Test
	void whatAppliesOnSomeRoutesOnlyMustBeNamed() {
		BudgetPolicy elsewhere = new BudgetPolicy("named", AccountKind.KEY, "*", "*", new BigDecimal("1"),
				BudgetPeriod.DAY, BudgetRig.thresholds(), BudgetPolicy.OnExhaustion.BLOCK, List.of(),
				BudgetMode.ENFORCE, false, List.of());
		BudgetRig rig = rig("2026-11-20T12:00:00Z", elsewhere);
		assertThat(rig.directory.of(BudgetRig.CALLER, null, Set.of()).uses()).isEmpty();
		assertThat(rig.directory.of(BudgetRig.CALLER, null, Set.of("named")).uses()).hasSize(1);
	}

	@Test
	void tenantsThatAPolicyDoesNotMeanDoNotPay() {
		BudgetPolicy other = new BudgetPolicy("o", AccountKind.KEY, "*", "acme", new BigDecimal("1"), BudgetPeriod.DAY,
				BudgetRig.thresholds(), BudgetPolicy.OnExhaustion.BLOCK, List.of(), BudgetMode.ENFORCE, true,
				List.of());
		BudgetRig rig = rig("2026-11-20T12:00:00Z", other);
		assertThat(payers(rig, null).uses()).hasSize(1);
		assertThat(rig.directory.of(new Caller("else", "k1", Set.of(), null, Set.of()), null, Set.of()).uses())
			.isEmpty();
	}

	@Test
	void payersAreKeptUntilTheDayTheBookOrAPotChanges() {
		BudgetPolicy daily = policy("d", AccountKind.KEY, "*", BudgetPeriod.DAY, BudgetMode.ENFORCE);
		BudgetRig rig = rig("2026-11-20T23:59:59Z", daily);
		Payers first = payers(rig, null);
		assertThat(payers(rig, null)).isSameAs(first);
		rig.pass(999);
		assertThat(payers(rig, null)).isSameAs(first);
		rig.pass(1);
		Payers tomorrow = payers(rig, null);
		assertThat(tomorrow.purse().keys().get(0).period()).isEqualTo("2026-11-21");
		rig.put(BudgetRig.policy("more", AccountKind.ORGANIZATION, "1"));
		assertThat(payers(rig, null).uses()).hasSize(2);
	}

	@Test
	void anOverrideCountsUntilItEnds() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z", BudgetRig.policy("o", AccountKind.ORGANIZATION, "0.000001"));
		rig.override("o",
				new BudgetPolicy.Override(new BigDecimal("0.000005"), BudgetRig.time("2026-11-20T12:00:01Z")));
		assertThat(payers(rig, null).uses().get(0).limit()).isEqualTo(5_000);
		rig.pass(1_000);
		assertThat(payers(rig, null).uses().get(0).limit()).isEqualTo(1_000);
		assertThat(payers(rig, null).uses().get(0).pot().limit()).isEqualTo(1_000);
	}

	@Test
	void anOverrideThatEndsLaterKeepsNobodyInTheOldDay() {
		BudgetRig rig = rig("2026-11-20T23:59:59Z",
				policy("d", AccountKind.KEY, "*", BudgetPeriod.DAY, BudgetMode.ENFORCE));
		rig.override("d", new BudgetPolicy.Override(new BigDecimal("2"), BudgetRig.time("2026-11-22T12:00:00Z")));
		assertThat(payers(rig, null).purse().keys().get(0).period()).isEqualTo("2026-11-20");
		rig.pass(1_000);
		assertThat(payers(rig, null).purse().keys().get(0).period()).isEqualTo("2026-11-21");
	}

	@Test
	void aUserPaysWhereItsCallerDoesNot() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z",
				policy("u", AccountKind.USER, "*", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		assertThat(payers(rig, "sue").purse().keys()).extracting(Object::toString)
			.containsExactly(key("user:acme/sue", "lifetime"));
		assertThat(payers(rig, null).purse().isEmpty()).isTrue();
	}

	@Test
	void callersThatAreEqualShareTheirPayersAndOthersDoNot() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z",
				policy("k", AccountKind.KEY, "*", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE),
				policy("t", AccountKind.TAG, "*", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		Payers red = of(rig, "acme", "k1", "red");
		assertThat(of(rig, "acme", "k1", "red")).isSameAs(red);
		assertThat(accounts(red)).containsExactly("key:acme/k1", "tag:acme/red");
		assertThat(accounts(of(rig, "acme", "k1", "blue"))).as("the key's labels were changed")
			.containsExactly("key:acme/k1", "tag:acme/blue");
		assertThat(accounts(of(rig, "else", "k1", "red"))).containsExactly("key:else/k1", "tag:else/red");
		assertThat(accounts(of(rig, "acme", "k2", "red"))).containsExactly("key:acme/k2", "tag:acme/red");
		assertThat(of(rig, "acme", "k1", "red")).isSameAs(red);
	}

	@Test
	void noMoreThanTwentyThousandAreKept() {
		BudgetRig rig = rig("2026-11-20T12:00:00Z",
				policy("k", AccountKind.KEY, "nobody", BudgetPeriod.DAY, BudgetMode.ENFORCE));
		Payers first = payers(rig, null);
		for (int i = 1; i < 20_000; i++) {
			rig.directory.of(new Caller("acme", "c" + i, Set.of(), null, Set.of()), null, Set.of());
		}
		assertThat(payers(rig, null)).isSameAs(first);
		rig.directory.of(new Caller("acme", "one-more", Set.of(), null, Set.of()), null, Set.of());
		assertThat(payers(rig, null)).isNotSameAs(first);
	}

	private static BudgetRig rig(String now, BudgetPolicy... policies) {
		BudgetRig rig = new BudgetRig(policies);
		rig.money.now(BudgetRig.time(now));
		rig.clock.read().subscribe();
		return rig;
	}

	private static Payers payers(BudgetRig rig, @Nullable String user) {
		return rig.directory.of(BudgetRig.CALLER, user, Set.of());
	}

	private static Payers of(BudgetRig rig, String tenant, String id, String tag) {
		return rig.directory.of(new Caller(tenant, id, Set.of(), null, Set.of(tag)), null, Set.of());
	}

	private static List<String> accounts(Payers payers) {
		return payers.purse().keys().stream().map(AllowanceKey::account).toList();
	}

	private static BudgetPolicy policy(String name, AccountKind kind, String match, BudgetPeriod period,
			BudgetMode mode) {
		return BudgetRig.policy(name, kind, match, "1", period, mode);
	}

	private static String key(String account, String period) {
		return "AllowanceKey[account=" + account + ", period=" + period + "]";
	}

}
