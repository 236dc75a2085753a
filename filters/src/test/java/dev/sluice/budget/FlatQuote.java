package dev.sluice.budget;

import dev.sluice.call.Usage;
import dev.sluice.price.Quote;

/**
 * One price for an input token, one for an output token, one for the request, in
 * nano-dollars.
 */
record FlatQuote(boolean known, long input, long output, long request, long contextTokens,
		long outputTokens) implements Quote {

	/** One nano-dollar for an input token and ten for one of the output. */
	static final FlatQuote USUAL = new FlatQuote(true, 1, 10, 0, -1, -1);

	static final FlatQuote UNPRICED = new FlatQuote(false, 0, 0, 0, -1, -1);

	FlatQuote request(long nanos) {
		return new FlatQuote(this.known, this.input, this.output, nanos, this.contextTokens, this.outputTokens);
	}

	FlatQuote limits(long context, long longest) {
		return new FlatQuote(this.known, this.input, this.output, this.request, context, longest);
	}

	@Override
	public String version() {
		return "flat";
	}

	@Override
	public long worstInputNanos(long tokens) {
		return this.known ? tokens * this.input : Long.MAX_VALUE;
	}

	@Override
	public long outputNanos(long tokens) {
		return this.known ? tokens * this.output : Long.MAX_VALUE;
	}

	@Override
	public long outputTokensFor(long nanos) {
		return (this.output == 0) ? Long.MAX_VALUE : nanos / this.output;
	}

	@Override
	public long requestNanos() {
		return this.known ? this.request : Long.MAX_VALUE;
	}

	@Override
	public long costNanos(Usage usage) {
		return (this.known && usage.known()) ? this.request + usage.input() * this.input + usage.output() * this.output
				: -1;
	}

	@Override
	public long baselineNanos(Usage usage) {
		return usage.known() ? 7 : -1;
	}

}
