package dev.sluice.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.store.BulkTable.Column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rows that go into a table together. */
@Timeout(60)
class BulkRowsTests {

	private static final Duration WAIT = Duration.ofSeconds(20);

	private static final BulkTable TABLE = new BulkTable("things",
			List.of(new Column("id", ColumnType.ID), new Column("name", ColumnType.TEXT),
					new Column("small", ColumnType.INTEGER), new Column("big", ColumnType.BIGINT),
					new Column("yes", ColumnType.FLAG), new Column("at", ColumnType.TIME)));

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void everyValueComesBackAsItWas(TestStore store) {
		try (SluiceDatabase database = make(store)) {
			List<@Nullable Object[]> rows = new ArrayList<>();
			rows.add(row("plain", -1, Long.MIN_VALUE, true, "2026-11-21T23:59:59.123456Z"));
			rows.add(row("", Integer.MAX_VALUE, Long.MAX_VALUE, false, "1999-12-31T23:00:00-01:00"));
			rows.add(row("ü€\uD83D\uDE00\\N\t\n\"", 0, 0L, false, "2000-01-01T00:00:00Z"));
			rows.add(new Object[] { UUID.randomUUID(), null, null, null, null, null });
			assertThat(load(database, rows)).isEqualTo(4);
			List<List<@Nullable Object>> found = read(database);
			assertThat(found).hasSize(4);
			for (@Nullable
			Object[] row : rows) {
				assertThat(found).anySatisfy((other) -> {
					assertThat(other.subList(0, 5)).containsExactly(row[0], row[1], row[2], row[3], row[4]);
					OffsetDateTime at = (OffsetDateTime) other.get(5);
					assertThat((at != null) ? at.toInstant() : null).isEqualTo(row[5]);
				});
			}
		}
	}

	@ParameterizedTest
	@EnumSource
	void moreRowsThanFitOneMessageAllArrive(TestStore store) {
		try (SluiceDatabase database = make(store)) {
			List<@Nullable Object[]> rows = new ArrayList<>();
			String text = "x".repeat(200);
			for (int i = 0; i < 1500; i++) {
				rows.add(row(text + i, i, i, true, "2026-11-21T00:00:00Z"));
			}
			rows.add(row("y".repeat(300_000), 1, 1, true, "2026-11-21T00:00:00Z"));
			assertThat(load(database, rows)).isEqualTo(1501);
			assertThat(count(database)).isEqualTo(1501);
			assertThat(load(database, List.of())).isZero();
		}
	}

	@ParameterizedTest
	@EnumSource
	void aRefusedRowTakesAllBackAndTheConnectionGoesOn(TestStore store) {
		try (SluiceDatabase database = make(store)) {
			@Nullable Object[] row = row("twice", 1, 1, true, "2026-11-21T00:00:00Z");
			assertThatThrownBy(() -> load(database, List.of(row("once", 1, 1, true, "2026-11-21T00:00:00Z"), row, row)))
				.satisfies((error) -> assertThat(state(error)).startsWith("23"));
			assertThat(count(database)).isZero();
			assertThat(load(database, Collections.singletonList(row))).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aRowThatCannotBeMadeTakesAllBackAndTheConnectionGoesOn(TestStore store) {
		try (SluiceDatabase database = make(store)) {
			for (int last : new int[] { 0, 1, 1_000 }) {
				assertThatThrownBy(() -> load(database, failing(last, last + 10))).hasStackTraceContaining("no row");
				assertThat(count(database)).as("of %d", last).isZero();
			}
			assertThat(load(database, failing(1_000, 1_000))).isEqualTo(1_000);
		}
	}

	/** Rows of a hundred bytes and more of which one cannot be made. */
	private static BulkRows failing(int last, int size) {
		return new BulkRows() {

			@Override
			public void row(int index, RowValues into) {
				into.id(UUID.randomUUID());
				if (index == last) {
					throw new IllegalStateException("no row");
				}
				into.text("x".repeat(100)).integer(index).bigint(index).flag(true).time(Instant.EPOCH);
			}

			@Override
			public int size() {
				return size;
			}

		};
	}

	private static String state(Throwable error) {
		Throwable cause = error;
		while (!(cause instanceof R2dbcException)) {
			cause = Objects.requireNonNull(cause.getCause());
		}
		return Objects.requireNonNull(((R2dbcException) cause).getSqlState());
	}

	private SluiceDatabase make(TestStore store) {
		SluiceDatabase database = store.open(this.folder);
		database.transaction(
				(session) -> session.execute("create table things (id uuid primary key, name text, small integer,"
						+ " big bigint, yes boolean, at timestamp with time zone)"))
			.block(WAIT);
		return database;
	}

	private static @Nullable Object[] row(String name, int small, long big, boolean yes, String at) {
		return new Object[] { UUID.randomUUID(), name, small, big, yes, OffsetDateTime.parse(at).toInstant() };
	}

	private static long load(SluiceDatabase database, List<@Nullable Object[]> rows) {
		return load(database, new PlainRows(TABLE, rows));
	}

	private static long load(SluiceDatabase database, BulkRows rows) {
		return Objects.requireNonNull(database.transaction((session) -> session.load(TABLE, rows)).block(WAIT));
	}

	private static long count(SluiceDatabase database) {
		return Objects
			.requireNonNull(database.read((session) -> session.query("select count(*) from things",
					(row) -> Objects.requireNonNull(row.get(0, Long.class))))
				.block(WAIT))
			.get(0);
	}

	private static List<List<@Nullable Object>> read(SluiceDatabase database) {
		return Objects.requireNonNull(database
			.read((session) -> session.query("select id, name, small, big, yes, at from things", BulkRowsTests::values))
			.block(WAIT));
	}

	private static List<@Nullable Object> values(Readable row) {
		List<@Nullable Object> values = new ArrayList<>();
		for (int i = 0; i < TABLE.columns().size(); i++) {
			values.add(row.get(i, TABLE.columns().get(i).type().type()));
		}
		return values;
	}

}
