package dev.sluice.price;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Usage;
import dev.sluice.catalog.PriceUnit;

/** A quote by a tariff. */
final class TariffQuote implements Quote {

	private final Tariff tariff;

	private final Circumstances circumstances;

	private final long pieces;

	private final Limits limits;

	private final Supplier<@Nullable Tariff> official;

	// Of one attempt, whose cost and baseline are asked for one after the other.
	private @Nullable Usage billed;

	private @Nullable Rates billedBy;

	private long bill;

	/**
	 * Creates a quote.
	 * @param tariff the prices
	 * @param circumstances what decides among them
	 * @param pieces how many pictures the call asks for
	 * @param limits how large input and output can be
	 * @param official finds the official prices of the requested model
	 */
	TariffQuote(Tariff tariff, Circumstances circumstances, long pieces, Limits limits,
			Supplier<@Nullable Tariff> official) {
		this.tariff = tariff;
		this.circumstances = circumstances;
		this.pieces = pieces;
		this.limits = limits;
		this.official = official;
	}

	@Override
	public String version() {
		return this.tariff.version();
	}

	@Override
	public boolean known() {
		return this.tariff != Tariff.UNKNOWN;
	}

	@Override
	public long worstInputNanos(long tokens) {
		return known() ? Amounts.atMost(tokens, this.tariff.dearestInput(this.circumstances, Math.max(tokens, 0)))
				: Long.MAX_VALUE;
	}

	@Override
	public long outputNanos(long tokens) {
		return known() ? Amounts.atMost(tokens, this.tariff.dearestOutput(this.circumstances)) : Long.MAX_VALUE;
	}

	@Override
	public long outputTokensFor(long nanos) {
		return known() ? Amounts.affordable(nanos, this.tariff.dearestOutput(this.circumstances)) : 0;
	}

	@Override
	public long requestNanos() {
		if (!known()) {
			return Long.MAX_VALUE;
		}
		return Amounts.sum(Amounts.atMost(1, this.tariff.dearest(this.circumstances, PriceUnit.REQUEST)),
				Amounts.atMost(this.pieces, this.tariff.dearest(this.circumstances, PriceUnit.IMAGE)));
	}

	@Override
	public long costNanos(Usage usage) {
		if (!known() || (this.tariff.assumed() && usage.reportedNanos() >= 0)) {
			return usage.reportedNanos();
		}
		return bill(this.tariff.rates(this.circumstances.billed(usage.serviceTier()), usage), usage);
	}

	@Override
	public long baselineNanos(Usage usage) {
		Tariff baseline = this.official.get();
		return (baseline == null) ? UNKNOWN : bill(baseline.rates(this.circumstances, usage), usage);
	}

	// The official price of the requested model mostly is the price that was paid.
	private long bill(Rates rates, Usage usage) {
		if (rates != this.billedBy || usage != this.billed) {
			this.bill = new Bill(rates, usage).nanos(this.pieces);
			this.billedBy = rates;
			this.billed = usage;
		}
		return this.bill;
	}

	@Override
	public long contextTokens() {
		return this.limits.context();
	}

	@Override
	public long outputTokens() {
		return this.limits.output();
	}

	/**
	 * How large a call to a model can be.
	 *
	 * @param context the largest input, or -1
	 * @param output the largest output, or -1
	 */
	record Limits(long context, long output) {

		static final Limits NONE = new Limits(-1, -1);

	}

}
