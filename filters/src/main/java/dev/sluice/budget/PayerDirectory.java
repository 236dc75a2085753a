package dev.sluice.budget;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.Pot;
import dev.sluice.budget.lease.Purse;
import dev.sluice.call.Caller;
import dev.sluice.ledger.AllowanceKey;

/** Finds out who pays for a call. What was found is kept until something changes. */
final class PayerDirectory {

	private static final int KEPT = 20_000;

	private final Budgets budgets;

	private final DatabaseClock clock;

	private final LeaseBank bank;

	private final Consumer<PolicyUse> users;

	private final Map<Object, Payers> kept = new ConcurrentHashMap<>();

	PayerDirectory(Budgets budgets, DatabaseClock clock, LeaseBank bank, Consumer<PolicyUse> users) {
		this.budgets = budgets;
		this.clock = clock;
		this.bank = bank;
		this.users = users;
	}

	/** Whether any policy could apply, so that the database's time matters. */
	boolean hasPolicies() {
		return !this.budgets.book().policies().isEmpty();
	}

	/** Completes when all policies are known; null when they are. */
	@Nullable Mono<Void> unknown() {
		return this.budgets.isKnown() ? null : this.budgets.known();
	}

	/** Who pays for a call, in the periods of now. */
	Payers of(Caller caller, @Nullable String user, Set<String> named) {
		Budgets.Book book = this.budgets.book();
		if (book.policies().isEmpty()) {
			return Payers.NOBODY;
		}
		long now = this.clock.millis();
		Payers payers = find(new CallerAccounts(caller, named), book, now);
		return (user != null && !user.isBlank())
				? payers.and(find(new UserAccount(caller.tenant(), user, named), book, now)) : payers;
	}

	/** Whether what was found before is still so. */
	boolean isValid(Payers payers) {
		return payers.isValid(this.budgets.book().version(), this.clock.millis());
	}

	private Payers find(Accounts accounts, Budgets.Book book, long now) {
		Payers found = this.kept.get(accounts);
		if (found == null || !found.isValid(book.version(), now)) {
			found = make(accounts, book, Instant.ofEpochMilli(now));
			if (this.kept.size() >= KEPT) {
				this.kept.clear();
			}
			this.kept.put(accounts, found);
		}
		return found;
	}

	private Payers make(Accounts accounts, Budgets.Book book, Instant now) {
		LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
		Map<AllowanceKey, List<BudgetPolicy>> chosen = new LinkedHashMap<>();
		for (AccountKind kind : AccountKind.values()) {
			for (String name : accounts.names(kind)) {
				choose(accounts, kind, name, book).forEach(
						(policy) -> chosen
							.computeIfAbsent(new AllowanceKey(kind.account(accounts.tenant(), name),
									policy.period().name(today)), (key) -> new ArrayList<>())
							.add(policy));
			}
		}
		List<PolicyUse> uses = new ArrayList<>();
		List<Pot> enforced = new ArrayList<>();
		List<Pot> watched = new ArrayList<>();
		chosen.forEach((key, policies) -> {
			long limit = limit(policies, now);
			Pot pot = this.bank.pot(key, limit);
			((limit < Pot.UNLIMITED) ? enforced : watched).add(pot);
			policies.forEach((policy) -> uses.add(new PolicyUse(policy, pot, policy.limitNanos(now))));
		});
		uses.forEach(this.users);
		return new Payers(new Purse(enforced, watched), List.copyOf(uses), book.version(),
				validUntil(book.policies(), today, now));
	}

	private static List<BudgetPolicy> choose(Accounts accounts, AccountKind kind, String name, Budgets.Book book) {
		List<BudgetPolicy> all = book.policies()
			.stream()
			.filter((policy) -> policy.account() == kind && policy.applies(accounts.tenant(), name)
					&& (policy.everywhere() || accounts.named().contains(policy.name())))
			.toList();
		return all.stream()
			.filter((policy) -> policy.exact() || all.stream().noneMatch((other) -> outranks(other, policy)))
			.toList();
	}

	/** What names an account exactly takes the place of what fits it by a pattern. */
	private static boolean outranks(BudgetPolicy exact, BudgetPolicy pattern) {
		return exact.exact() && exact.period() == pattern.period()
				&& (exact.mode() == BudgetMode.ENFORCE) == (pattern.mode() == BudgetMode.ENFORCE);
	}

	private static long limit(List<BudgetPolicy> policies, Instant now) {
		return policies.stream()
			.filter((policy) -> policy.mode() == BudgetMode.ENFORCE)
			.mapToLong((policy) -> policy.limitNanos(now))
			.min()
			.orElse(Pot.UNLIMITED);
	}

	private static long validUntil(List<BudgetPolicy> policies, LocalDate today, Instant now) {
		long until = today.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
		for (BudgetPolicy policy : policies) {
			Instant change = policy.nextChange(now);
			until = (change != null) ? Math.min(until, change.toEpochMilli()) : until;
		}
		return until;
	}

	private interface Accounts {

		String tenant();

		Set<String> named();

		Collection<String> names(AccountKind kind);

	}

	private record CallerAccounts(Caller caller, Set<String> named) implements Accounts {

		@Override
		public String tenant() {
			return this.caller.tenant();
		}

		@Override
		public Collection<String> names(AccountKind kind) {
			return kind.names(this.caller);
		}

	}

	private record UserAccount(String tenant, String user, Set<String> named) implements Accounts {

		@Override
		public Collection<String> names(AccountKind kind) {
			return (kind == AccountKind.USER) ? List.of(this.user) : List.of();
		}

	}

}
