package dev.sluice.ledger;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.admin.AdminRequest;

/**
 * Which rows of the view {@code requests} are asked for, by query parameters that name
 * its columns. Callers that are no admins get rows of their tenant only.
 */
final class RequestFilter {

	private static final List<String> NAMES = List.of("model", "provider", "caller", "route", "request_id");

	private static final Map<String, Boolean> WORDS = Map.of("true", true, "false", false);

	private final StringBuilder conditions = new StringBuilder();

	private final List<Object> values = new ArrayList<>();

	private RequestFilter() {
	}

	/** What a request asks for, besides times. */
	static RequestFilter of(AdminRequest request) {
		RequestFilter filter = new RequestFilter();
		NAMES.forEach((name) -> filter.equal(name, request.query(name)));
		String success = request.query("success");
		if (success != null) {
			Boolean wanted = WORDS.get(success);
			if (wanted == null) {
				throw Readers.wrong("success", "'success' is true or false.");
			}
			filter.equal("success", wanted);
		}
		String tenant = Readers.tenant(request);
		return filter.equal("tenant", (tenant != null) ? tenant : request.query("tenant"));
	}

	/** A time that a request names, or another. */
	static @Nullable OffsetDateTime time(AdminRequest request, String name, @Nullable Instant otherwise) {
		String text = request.query(name);
		try {
			Instant time = (text != null) ? Instant.parse(text) : otherwise;
			return (time != null) ? time.atOffset(ZoneOffset.UTC) : null;
		}
		catch (DateTimeException ex) {
			throw Readers.wrong(name, "'" + name + "' is a time such as 2026-11-01T00:00:00Z.");
		}
	}

	/** Adds a condition such as {@code "timestamp" >= ?}, unless there is no value. */
	RequestFilter and(String condition, @Nullable Object... more) {
		StringBuilder sql = new StringBuilder(condition);
		for (Object value : more) {
			if (value == null) {
				return this;
			}
			this.values.add(value);
			int mark = sql.indexOf("?");
			sql.replace(mark, mark + 1, "$" + this.values.size());
		}
		this.conditions.append(this.conditions.isEmpty() ? " where " : " and ").append(sql);
		return this;
	}

	private RequestFilter equal(String column, @Nullable Object value) {
		return and(column + " = ?", value);
	}

	/** {@code where ..}, or nothing. */
	String where() {
		return this.conditions.toString();
	}

	Object[] values() {
		return this.values.toArray();
	}

}
