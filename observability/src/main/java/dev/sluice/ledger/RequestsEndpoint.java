package dev.sluice.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;
import dev.sluice.admin.Page;
import dev.sluice.admin.PageRequest;
import dev.sluice.store.SluiceDatabase;

/**
 * {@code GET /requests}: the view {@code requests}, newest first, as far as it is asked
 * for; to callers that are no admins only what belongs to their tenant.
 */
final class RequestsEndpoint implements AdminHandler {

	private static final String COLUMNS = "select id, \"timestamp\", workflow_name, model, provider, prompt_tokens,"
			+ " completion_tokens, total_tokens, cost_usd, latency_ms, success, error, request_id, tenant, caller, route"
			+ " from requests";

	private static final String AFTER = "\"timestamp\" <= ? and (\"timestamp\" < ? or id < ?)";

	private static final String ORDER = " order by \"timestamp\" desc, id desc limit ";

	private static final UUID LAST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

	private final SluiceDatabase database;

	RequestsEndpoint(SluiceDatabase database) {
		this.database = database;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		PageRequest page = request.page();
		Position from = Position.of(page.position());
		RequestFilter filter = RequestFilter.of(request)
			.and("\"timestamp\" >= ?", RequestFilter.time(request, "from", null))
			.and("\"timestamp\" < ?", RequestFilter.time(request, "to", null))
			.and(AFTER, from.at(), from.at(), from.id());
		String sql = COLUMNS + filter.where() + ORDER + (page.limit() + 1);
		return this.database.read((session) -> session.query(sql, RequestsEndpoint::row, filter.values()))
			.onErrorMap(Readers::unavailable)
			.map((rows) -> AdminReply.ok(page(page, rows)));
	}

	private static Page<Row> page(PageRequest page, List<Row> found) {
		boolean more = found.size() > page.limit();
		List<Row> shown = more ? found.subList(0, page.limit()) : found;
		return new Page<>(shown, more ? page.next(Position.after(shown.get(shown.size() - 1))) : null);
	}

	private static Row row(Readable row) {
		return new Row(Objects.requireNonNull(row.get("id", UUID.class)),
				Objects.requireNonNull(row.get("timestamp", OffsetDateTime.class)).toInstant(),
				row.get("workflow_name", String.class), row.get("model", String.class),
				row.get("provider", String.class), row.get("prompt_tokens", Long.class),
				row.get("completion_tokens", Long.class), row.get("total_tokens", Long.class),
				Readers.dollars(row.get("cost_usd", BigDecimal.class)), row.get("latency_ms", Long.class),
				Boolean.TRUE.equals(row.get("success", Boolean.class)), row.get("error", String.class),
				row.get("request_id", String.class), row.get("tenant", String.class), row.get("caller", String.class),
				row.get("route", String.class));
	}

	private record Row(UUID id, Instant timestamp, @Nullable String workflowName, @Nullable String model,
			@Nullable String provider, @Nullable Long promptTokens, @Nullable Long completionTokens,
			@Nullable Long totalTokens, BigDecimal costUsd, @Nullable Long latencyMs, boolean success,
			@Nullable String error, @Nullable String requestId, @Nullable String tenant, @Nullable String caller,
			@Nullable String route) {
	}

	/** Behind which row a page begins. */
	private record Position(OffsetDateTime at, UUID id) {

		static Position of(@Nullable String text) {
			if (text == null) {
				return new Position(OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), LAST);
			}
			try {
				String[] parts = text.split("_", 2);
				return new Position(
						Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
						UUID.fromString(parts[1]));
			}
			catch (RuntimeException ex) {
				throw Readers.wrong("cursor", "'cursor' does not come from this list.");
			}
		}

		static String after(Row row) {
			return ChronoUnit.MICROS.between(Instant.EPOCH, row.timestamp()) + "_" + row.id();
		}

	}

}
