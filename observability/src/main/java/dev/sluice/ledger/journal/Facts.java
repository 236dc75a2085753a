package dev.sluice.ledger.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AttemptOpened;

/**
 * What of an opening many calls have in common: who asks for what, at which price. In a
 * record it is one stretch of bytes, which alike openings share.
 */
record Facts(String tenant, String caller, @Nullable String user, @Nullable String route, String dialect,
		String upstreamDialect, String operation, @Nullable String requestedModel, String provider,
		@Nullable String model, @Nullable String credential, String tier, boolean streamed, List<String> tags,
		Map<String, String> metadata, String priceVersion) {

	static Facts of(AttemptOpened attempt) {
		return new Facts(attempt.tenant(), attempt.caller(), attempt.user(), attempt.route(), attempt.dialect(),
				attempt.upstreamDialect(), attempt.operation(), attempt.requestedModel(), attempt.provider(),
				attempt.model(), attempt.credential(), attempt.tier(), attempt.streamed(), attempt.tags(),
				attempt.metadata(), attempt.priceVersion());
	}

	// Arguments are evaluated from left to right, which is the order of the fields.
	static Facts read(RecordReader in) {
		return new Facts(in.name(), in.name(), in.maybeText(), in.maybeName(), in.name(), in.name(), in.name(),
				in.maybeName(), in.name(), in.maybeName(), in.maybeName(), in.name(), in.octet() == 1, tags(in),
				metadata(in), in.name());
	}

	/** Whether they are those of an attempt. */
	boolean are(AttemptOpened attempt) {
		return this.caller.equals(attempt.caller()) && Objects.equals(this.model, attempt.model())
				&& Objects.equals(this.requestedModel, attempt.requestedModel())
				&& Objects.equals(this.user, attempt.user()) && this.streamed == attempt.streamed()
				&& this.tenant.equals(attempt.tenant()) && Objects.equals(this.route, attempt.route())
				&& this.dialect.equals(attempt.dialect()) && this.upstreamDialect.equals(attempt.upstreamDialect())
				&& this.operation.equals(attempt.operation()) && this.provider.equals(attempt.provider())
				&& Objects.equals(this.credential, attempt.credential()) && this.tier.equals(attempt.tier())
				&& this.tags.equals(attempt.tags()) && this.metadata.equals(attempt.metadata())
				&& this.priceVersion.equals(attempt.priceVersion());
	}

	void write(RecordWriter out) {
		out.text(this.tenant)
			.text(this.caller)
			.text(this.user)
			.text(this.route)
			.text(this.dialect)
			.text(this.upstreamDialect)
			.text(this.operation)
			.text(this.requestedModel)
			.text(this.provider)
			.text(this.model)
			.text(this.credential)
			.text(this.tier)
			.octet(this.streamed ? 1 : 0)
			.number(this.tags.size());
		this.tags.forEach(out::text);
		out.number(this.metadata.size());
		this.metadata.forEach((name, value) -> out.text(name).text(value));
		out.text(this.priceVersion);
	}

	AttemptOpened opened(UUID id, String requestId, int attempt, Instant at, long heldNanos,
			List<AllowanceKey> accounts) {
		return new AttemptOpened(id, requestId, attempt, at, this.tenant, this.caller, this.user, this.route,
				this.dialect, this.upstreamDialect, this.operation, this.requestedModel, this.provider, this.model,
				this.credential, this.tier, this.streamed, this.tags, this.metadata, this.priceVersion, heldNanos,
				accounts);
	}

	private static List<String> tags(RecordReader in) {
		int size = in.size();
		List<String> tags = new ArrayList<>();
		for (int i = 0; i < size; i++) {
			tags.add(in.name());
		}
		return in.tags(tags);
	}

	private static Map<String, String> metadata(RecordReader in) {
		int size = in.size();
		Map<String, String> metadata = new HashMap<>();
		for (int i = 0; i < size; i++) {
			metadata.put(in.name(), in.text());
		}
		// Each attempt that has them copies what could still change.
		return Map.copyOf(metadata);
	}

}
