package dev.sluice.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.PatternMatchUtils;

/**
 * How much some accounts may spend in one period.
 *
 * @param name what events, refusals and route files call the policy.
 * @param account the kind of account: key, user, team, organization or tag.
 * @param match the account's name, or a pattern with '*'. A policy that names an account
 * exactly takes the place of those whose pattern fits, for the same kind and period. By
 * default every account of the kind.
 * @param tenant the organization whose accounts are meant, or a pattern with '*'. By
 * default all.
 * @param limitUsd how many US dollars each account may spend in each period.
 * @param period lifetime, day, week or month, in UTC by the database's clock. By default
 * month.
 * @param thresholds at which percentages of the limit an event is published.
 * @param onExhaustion whether a call that does not fit is refused, or goes to cheaper
 * targets.
 * @param substitutes where such a call goes when none of its own targets fits, such as
 * 'openai/gpt-4o-mini', preferred first. Used with 'on-exhaustion: cheaper'.
 * @param mode whether the limit is enforced, or calls beyond it are marked or only
 * observed.
 * @param everywhere whether the policy applies on all routes. False makes it apply only
 * where the filter AiBudget names it.
 * @param overrides other limits for some time; the last one that has not ended counts.
 */
public record BudgetPolicy(String name, AccountKind account, @DefaultValue("*") String match,
		@DefaultValue("*") String tenant, BigDecimal limitUsd, @DefaultValue("month") BudgetPeriod period,
		@DefaultValue( {
				"50", "80", "100" }) SortedSet<Integer> thresholds,
		@DefaultValue("block") OnExhaustion onExhaustion, @DefaultValue List<String> substitutes,
		@DefaultValue("enforce") BudgetMode mode, @DefaultValue("true") boolean everywhere,
		@DefaultValue List<Override> overrides){

	/** What becomes of a call that does not fit. */
	public enum OnExhaustion {

		/** It is refused. */
		BLOCK,

		/** Its other targets are tried, then the substitutes. */
		CHEAPER

	}

	/**
	 * Another limit for some time.
	 *
	 * @param limitUsd how many US dollars each account may spend.
	 * @param until when the override ends, such as 2026-12-01T00:00:00Z, by the
	 * database's clock.
	 */
	public record Override(BigDecimal limitUsd, Instant until) {

		/** Checks that there is a limit and an end. */
		public Override {
			requirePresent(limitUsd, "limit-usd", "an override under sluice.budgets.policies");
			requirePresent(until, "until", "an override under sluice.budgets.policies");
			nanos(limitUsd, "an override under sluice.budgets.policies");
		}

	}

	/** Checks that the policy can be applied. */
	public BudgetPolicy {
		if (name == null || name.isBlank()) {
			throw new IllegalArgumentException(
					"A policy under sluice.budgets.policies has no name. Add 'name: …', unique among the policies.");
		}
		String where = "The budget policy '" + name + "'";
		requirePresent(account, "account", where);
		requirePresent(limitUsd, "limit-usd", where);
		nanos(limitUsd, where);
		thresholds = new TreeSet<>(thresholds);
		if (!thresholds.isEmpty() && (thresholds.first() < 1 || thresholds.last() > 1000)) {
			throw new IllegalArgumentException(where + " has thresholds " + thresholds + ". Use percentages from 1.");
		}
		if (!substitutes.isEmpty() && onExhaustion == OnExhaustion.BLOCK) {
			throw new IllegalArgumentException(
					where + " has substitutes but blocks. Set 'on-exhaustion: cheaper', or remove them.");
		}
		substitutes = List.copyOf(substitutes);
		overrides = List.copyOf(overrides);
	}

	/** Whether an account of the policy's kind is meant. */
	boolean applies(String inTenant, String accountName) {
		return PatternMatchUtils.simpleMatch(this.tenant, inTenant)
				&& PatternMatchUtils.simpleMatch(this.match, accountName);
	}

	/** Whether exactly one account is meant. */
	boolean exact() {
		return this.match.indexOf('*') < 0;
	}

	/** The limit at a time. */
	long limitNanos(Instant now) {
		BigDecimal limit = this.limitUsd;
		for (Override override : this.overrides) {
			limit = now.isBefore(override.until) ? override.limitUsd : limit;
		}
		return nanos(limit, this.name);
	}

	/** When the limit changes next; null when it stays. */
	@Nullable Instant nextChange(Instant now) {
		return this.overrides.stream().map(Override::until).filter(now::isBefore).min(Instant::compareTo).orElse(null);
	}

	/**
	 * The same policy with one more override.
	 * @param override another limit for some time
	 * @return a copy
	 */
	public BudgetPolicy with(Override override) {
		List<Override> more = new ArrayList<>(this.overrides);
		more.add(override);
		return new BudgetPolicy(this.name, this.account, this.match, this.tenant, this.limitUsd, this.period,
				this.thresholds, this.onExhaustion, this.substitutes, this.mode, this.everywhere, more);
	}

	static long nanos(BigDecimal usd, String where) {
		if (usd.signum() < 0 || usd.compareTo(BigDecimal.valueOf(1_000_000_000L)) > 0) {
			throw new IllegalArgumentException(
					where + " has a limit of " + usd.toPlainString() + " USD. Use 0 to 1000000000.");
		}
		return usd.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact();
	}

	private static void requirePresent(@Nullable Object value, String field, String where) {
		if (value == null) {
			throw new IllegalArgumentException(where + " has no '" + field + "'.");
		}
	}

}
