package dev.sluice.call;

import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt used up, in one convention for all dialects: totals include their
 * parts, parts do not overlap, and -1 means unknown. Immutable.
 */
public final class Usage {

	private static final int KINDS = UsageKind.values().length;

	/** Nothing is known. */
	public static final Usage UNKNOWN = new Usage(unknown(), -1, null, false);

	private final long[] counts;

	private final long reportedNanos;

	private final @Nullable String serviceTier;

	private final boolean estimated;

	private Usage(long[] counts, long reportedNanos, @Nullable String serviceTier, boolean estimated) {
		this.counts = counts;
		this.reportedNanos = reportedNanos;
		this.serviceTier = serviceTier;
		this.estimated = estimated;
	}

	/**
	 * Makes a usage of two totals.
	 * @param input all input tokens, cached ones included, or -1
	 * @param output all output tokens, reasoning included, or -1
	 * @return a usage whose parts are unknown
	 */
	public static Usage of(long input, long output) {
		long[] counts = unknown();
		counts[UsageKind.INPUT.ordinal()] = Math.max(input, -1);
		counts[UsageKind.OUTPUT.ordinal()] = Math.max(output, -1);
		return new Usage(counts, -1, null, false);
	}

	/**
	 * Makes a usage of all that can be known.
	 * @param counts how much of each {@link UsageKind}, in their order; negative numbers
	 * mean unknown
	 * @param reportedNanos what the provider says it charges, or a negative number
	 * @param serviceTier the service tier that was billed, or null
	 * @param estimated whether the gateway counted a total itself
	 * @return a usage of its own
	 * @throws IllegalArgumentException when there are more or fewer counts than kinds
	 */
	public static Usage of(long[] counts, long reportedNanos, @Nullable String serviceTier, boolean estimated) {
		if (counts.length != KINDS) {
			throw new IllegalArgumentException(counts.length + " counts for " + KINDS + " kinds of usage");
		}
		long[] own = new long[KINDS];
		for (int kind = 0; kind < KINDS; kind++) {
			own[kind] = Math.max(counts[kind], -1);
		}
		return new Usage(own, Math.max(reportedNanos, -1), serviceTier, estimated);
	}

	/**
	 * Makes a usage of numbers whose input leaves cached tokens out, as Anthropic and
	 * Bedrock report it.
	 * @param fresh input tokens that were neither read from nor written to a cache, or -1
	 * @param cachedRead tokens read from the cache, or -1
	 * @param cacheWrite5m tokens written for five minutes, or -1
	 * @param cacheWrite1h tokens written for an hour, or -1
	 * @param output all output tokens, or -1
	 * @return a usage whose input is the sum
	 */
	public static Usage ofFresh(long fresh, long cachedRead, long cacheWrite5m, long cacheWrite1h, long output) {
		long input = (fresh < 0) ? -1
				: fresh + Math.max(cachedRead, 0) + Math.max(cacheWrite5m, 0) + Math.max(cacheWrite1h, 0);
		return of(input, output).with(UsageKind.CACHED_READ, cachedRead)
			.with(UsageKind.CACHE_WRITE_5M, cacheWrite5m)
			.with(UsageKind.CACHE_WRITE_1H, cacheWrite1h);
	}

	/**
	 * The same usage with another count.
	 * @param kind what is counted
	 * @param count how much; a negative number means unknown
	 * @return a copy, or this when nothing changes
	 */
	public Usage with(UsageKind kind, long count) {
		long value = Math.max(count, -1);
		if (get(kind) == value) {
			return this;
		}
		long[] copy = this.counts.clone();
		copy[kind.ordinal()] = value;
		return new Usage(copy, this.reportedNanos, this.serviceTier, this.estimated);
	}

	/**
	 * The same usage with what the provider says it charges.
	 * @param nanos nano-dollars; a negative number means unknown
	 * @return a copy, or this when nothing changes
	 */
	public Usage withReportedNanos(long nanos) {
		long value = Math.max(nanos, -1);
		return (value == this.reportedNanos) ? this : new Usage(this.counts, value, this.serviceTier, this.estimated);
	}

	/**
	 * The same usage with the service tier that was billed.
	 * @param tier the provider's word, such as {@code flex}, or null
	 * @return a copy, or this when nothing changes
	 */
	public Usage withServiceTier(@Nullable String tier) {
		return Objects.equals(tier, this.serviceTier) ? this
				: new Usage(this.counts, this.reportedNanos, tier, this.estimated);
	}

	/**
	 * This usage, where it lacks a total completed by what the gateway counted.
	 * @param counted the gateway's own numbers
	 * @return this usage when it knows both totals, else a copy flagged as estimated
	 */
	public Usage orCounted(Usage counted) {
		if (known()) {
			return this;
		}
		Usage filled = with(UsageKind.INPUT, (input() >= 0) ? input() : counted.input()).with(UsageKind.OUTPUT,
				(output() >= 0) ? output() : counted.output());
		return filled.asEstimated();
	}

	/**
	 * The same usage, flagged as counted by the gateway.
	 * @return a copy
	 */
	public Usage asEstimated() {
		return new Usage(this.counts, this.reportedNanos, this.serviceTier, true);
	}

	/**
	 * One count.
	 * @param kind what is counted
	 * @return how much, or -1 when unknown
	 */
	public long get(UsageKind kind) {
		return this.counts[kind.ordinal()];
	}

	/**
	 * All input tokens, cached ones included.
	 * @return tokens, or -1
	 */
	public long input() {
		return get(UsageKind.INPUT);
	}

	/**
	 * The part of the input read from the provider's cache.
	 * @return tokens, or -1
	 */
	public long cachedRead() {
		return get(UsageKind.CACHED_READ);
	}

	/**
	 * The part of the input written to the provider's cache, for however long.
	 * @return tokens, or -1
	 */
	public long cacheWrite() {
		long short5m = get(UsageKind.CACHE_WRITE_5M);
		long long1h = get(UsageKind.CACHE_WRITE_1H);
		return (short5m < 0 && long1h < 0) ? -1 : Math.max(short5m, 0) + Math.max(long1h, 0);
	}

	/**
	 * All output tokens, reasoning included.
	 * @return tokens, or -1
	 */
	public long output() {
		return get(UsageKind.OUTPUT);
	}

	/**
	 * The part of the output spent on reasoning.
	 * @return tokens, or -1
	 */
	public long reasoning() {
		return get(UsageKind.REASONING);
	}

	/**
	 * What the provider itself says the attempt costs.
	 * @return nano-dollars, or -1
	 */
	public long reportedNanos() {
		return this.reportedNanos;
	}

	/**
	 * The service tier that the provider says it billed.
	 * @return its word, or null
	 */
	public @Nullable String serviceTier() {
		return this.serviceTier;
	}

	/**
	 * Whether the gateway counted a total itself.
	 * @return false when every number is the provider's
	 */
	public boolean estimated() {
		return this.estimated;
	}

	/**
	 * Whether the provider told, or the gateway counted, both totals.
	 * @return true when input and output are known
	 */
	public boolean known() {
		return input() >= 0 && output() >= 0;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Usage that && Arrays.equals(this.counts, that.counts)
				&& this.reportedNanos == that.reportedNanos && this.estimated == that.estimated
				&& Objects.equals(this.serviceTier, that.serviceTier);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.counts);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("Usage[");
		for (UsageKind kind : UsageKind.values()) {
			text.append((get(kind) >= 0) ? kind.id() + "=" + get(kind) + " " : "");
		}
		text.append((this.reportedNanos >= 0) ? "reported-nanos=" + this.reportedNanos + " " : "");
		text.append((this.serviceTier != null) ? "service-tier=" + this.serviceTier + " " : "");
		return text.append("estimated=").append(this.estimated).append(']').toString();
	}

	private static long[] unknown() {
		long[] counts = new long[KINDS];
		Arrays.fill(counts, -1);
		return counts;
	}

}
