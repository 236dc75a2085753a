package dev.sluice.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What is written down before an attempt's bytes leave. With it alone a crashed attempt
 * can still be booked, as unknown and at its hold. The journal keeps its texts
 * {@linkplain #cut() cut} to what the ledger takes.
 *
 * @param id the attempt's own id, never repeated
 * @param requestId the call's id, which a client may have chosen
 * @param attempt the attempt's number within its call, from 1
 * @param at when; by the database's clock, as far as that is known
 * @param tenant the organization
 * @param caller the key's public id, or the token's subject
 * @param user the client's end-user id, or null
 * @param route the route's id, or null
 * @param dialect the client's dialect
 * @param upstreamDialect the dialect spoken to the provider
 * @param operation what was asked for
 * @param requestedModel the model as the client wrote it, or null
 * @param provider where the attempt goes
 * @param model the model as that provider calls it, or null
 * @param credential the credential's id, never its secret, or null
 * @param tier the provider's tier
 * @param streamed whether a stream was asked for
 * @param tags the caller's labels
 * @param metadata what the client said about the call in its own headers
 * @param priceVersion the price that the hold was worked out with and the attempt will be
 * settled by
 * @param heldNanos nano-dollars set aside on each account
 * @param accounts who pays; empty when nobody's money is counted
 */
public record AttemptOpened(UUID id, String requestId, int attempt, Instant at, String tenant, String caller,
		@Nullable String user, @Nullable String route, String dialect, String upstreamDialect, String operation,
		@Nullable String requestedModel, String provider, @Nullable String model, @Nullable String credential,
		String tier, boolean streamed, List<String> tags, Map<String, String> metadata, String priceVersion,
		long heldNanos, List<AllowanceKey> accounts) {

	private static final int LONGEST_METADATA = 512;

	/** Fixes the contents, and cuts the id of the request. */
	public AttemptOpened {
		requestId = LedgerText.of(requestId, 512);
		tags = List.copyOf(tags);
		metadata = Map.copyOf(metadata);
		accounts = List.copyOf(accounts);
	}

	/**
	 * The same with every text as the ledger's columns take it. Done where an attempt
	 * differs from those before: most share all texts but the id of the request.
	 * @return a copy
	 */
	public AttemptOpened cut() {
		return new AttemptOpened(this.id, this.requestId, this.attempt, this.at, LedgerText.of(this.tenant, 200),
				LedgerText.of(this.caller, 400), LedgerText.maybe(this.user, 1000), LedgerText.maybe(this.route, 400),
				LedgerText.of(this.dialect, 40), LedgerText.of(this.upstreamDialect, 40),
				LedgerText.of(this.operation, 40), LedgerText.maybe(this.requestedModel, 1000),
				LedgerText.of(this.provider, 200), LedgerText.maybe(this.model, 1000),
				LedgerText.maybe(this.credential, 200), LedgerText.of(this.tier, 100), this.streamed, this.tags,
				clean(this.metadata), LedgerText.of(this.priceVersion, 200), this.heldNanos, this.accounts);
	}

	private static Map<String, String> clean(Map<String, String> metadata) {
		return metadata.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey,
					(entry) -> LedgerText.of(entry.getValue(), LONGEST_METADATA)));
	}

}
