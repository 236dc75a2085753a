package dev.sluice.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;
import dev.sluice.store.SluiceDatabase;

/**
 * {@code GET /requests/costs?by=model}: what was spent on each model, provider, caller,
 * tenant or route; to callers that are no admins only what belongs to their tenant.
 */
final class CostsEndpoint implements AdminHandler {

	private static final Set<String> GROUPS = Set.of("model", "provider", "caller", "tenant", "route");

	private static final int MOST = 200;

	private static final Duration DEFAULT_SPAN = Duration.ofDays(30);

	private final SluiceDatabase database;

	CostsEndpoint(SluiceDatabase database) {
		this.database = database;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		String by = request.query("by");
		if (by == null || !GROUPS.contains(by)) {
			throw Readers.wrong("by", "'by' is one of model, provider, caller, tenant, route.");
		}
		// No end unless one is asked for: rows have the database's time, and may be ahead
		// of this node's.
		OffsetDateTime to = RequestFilter.time(request, "to", null);
		OffsetDateTime from = from(request, (to != null) ? to.toInstant() : Instant.now());
		RequestFilter filter = RequestFilter.of(request).and("\"timestamp\" >= ?", from).and("\"timestamp\" < ?", to);
		String sql = "select " + by + " as name, count(*) as requests, cast(sum(prompt_tokens) as bigint) as prompt,"
				+ " cast(sum(completion_tokens) as bigint) as completion, sum(cost_usd) as cost from requests"
				+ filter.where() + " group by " + by + " order by cost desc, name limit " + MOST;
		return this.database.read((session) -> session.query(sql, CostsEndpoint::row, filter.values()))
			.onErrorMap(Readers::unavailable)
			.map((rows) -> AdminReply.ok(new Costs(from.toInstant(), (to != null) ? to.toInstant() : null, rows)));
	}

	private static OffsetDateTime from(AdminRequest request, Instant to) {
		return Objects.requireNonNull(RequestFilter.time(request, "from", to.minus(DEFAULT_SPAN)));
	}

	private static Cost row(Readable row) {
		return new Cost(row.get("name", String.class), row.get("requests", Long.class), row.get("prompt", Long.class),
				row.get("completion", Long.class), Readers.dollars(row.get("cost", BigDecimal.class)));
	}

	private record Costs(Instant from, @Nullable Instant to, List<Cost> data) {
	}

	private record Cost(@Nullable String name, @Nullable Long requests, @Nullable Long promptTokens,
			@Nullable Long completionTokens, BigDecimal costUsd) {
	}

}
