package dev.sluice.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;

import dev.sluice.store.BulkTable.Column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Rows as bytes, whose texts are copied from the row before. */
class CopyRowsTests {

	private static final BulkTable TABLE = new BulkTable("things",
			List.of(new Column("one", ColumnType.TEXT), new Column("two", ColumnType.TEXT)));

	private final List<@Nullable Object[]> rows = new ArrayList<>();

	@Test
	void textsThatComeAgainAreWrittenAgainInTheirOwnColumn() {
		row("same", "id-1");
		row("same", "id-2");
		row("same", "id-2");
		row("same", "same");
		row("", "same");
		row("", "same");
		row("", "same");
		row("same", "id-2");
		isWritten();
	}

	@Test
	void nothingBetweenIsNoText() {
		row("ü€\uD83D\uDE00", null);
		row(null, null);
		row("ü€\uD83D\uDE00", "b");
		row(null, "b");
		row("ü€\uD83D\uDE00", "b");
		isWritten();
	}

	@Test
	void onlyTheBytesOfShortTextsThatCameTwiceAreKept() {
		CopyText text = new CopyText();
		String longest = "x".repeat(CopyText.LONGEST - 2) + "é";
		writes(text, longest, false);
		writes(text, longest, true);
		writes(text, longest, true);
		writes(text, longest + "x", false);
		writes(text, longest + "x", false);
		writes(text, longest + "x", false);
		writes(text, "x", false);
		writes(text, "x", true);
	}

	@Test
	void moreRowsThanFitOnePartRepeatTheirTexts() {
		for (int i = 0; i < 3_000; i++) {
			row("the same in many rows", (i % 7 < 3) ? "of some" : "id-" + i);
		}
		isWritten();
	}

	@Test
	void aRowMayBeLargerThanAPart() {
		row("a", "b");
		row("x".repeat(100_000), "y".repeat(1_000_000));
		row("a", "b");
		isWritten();
	}

	@Test
	void partsHaveAllRowsInTheirOrder() {
		for (int i = 0; i < 25; i++) {
			row("id-" + i, null);
		}
		BulkRows all = new PlainRows(TABLE, this.rows);
		assertThat(all.parts(25)).containsExactly(all);
		for (int most : List.of(1, 7, 12, 24)) {
			List<BulkRows> parts = all.parts(most);
			assertThat(parts).hasSize((25 + most - 1) / most).allMatch((part) -> part.size() <= most);
			List<@Nullable Object[]> found = new ArrayList<>();
			for (BulkRows part : parts) {
				for (int i = 0; i < part.size(); i++) {
					found.add(new Object[] { first(part, i), null });
				}
			}
			assertThat(found).usingRecursiveComparison().isEqualTo(this.rows);
		}
	}

	@Test
	void everyTypeHasItsBytes() {
		BulkTable table = new BulkTable("things",
				Stream.of(ColumnType.ID, ColumnType.INTEGER, ColumnType.BIGINT, ColumnType.FLAG, ColumnType.TIME)
					.map((type) -> new Column(type.name(), type))
					.toList());
		Instant time = Instant.parse("2000-01-02T00:00:03.000004567Z");
		ByteBuf found = written(CopyRows.of(table,
				new PlainRows(table, Collections.singletonList(new Object[] { new UUID(1, 2), 3, 4L, true, time }))));
		ByteBuf expected = begun().writeShort(5);
		expected.writeInt(16).writeLong(1).writeLong(2);
		expected.writeInt(4).writeInt(3).writeInt(8).writeLong(4).writeInt(1).writeByte(1);
		expected.writeInt(8).writeLong(86_403_000_004L).writeShort(-1);
		assertThat(ByteBufUtil.hexDump(found)).isEqualTo(ByteBufUtil.hexDump(expected));
		assertThat(CopyRows.statement(table))
			.isEqualTo("copy things (ID, INTEGER, BIGINT, FLAG, TIME) from stdin (format binary)");
	}

	@Test
	void aRowThatCannotBeMadeEndsAll() {
		for (Throwable fault : List.of(new IllegalStateException("no row"), new AssertionError("no row"))) {
			List<Integer> parts = new ArrayList<>();
			assertThatThrownBy(() -> CopyRows.of(TABLE, failing(1_000, fault))
				.doOnNext((part) -> parts.add(part.readableBytes()))
				.doOnNext(ByteBuf::release)
				.blockLast()).satisfies((error) -> assertThat(Exceptions.unwrap(error)).isSameAs(fault));
			assertThat(parts).as("those before").isNotEmpty();
		}
	}

	@Test
	void aRowOfAnotherWidthThanTheTableIsNoRow() {
		row("one", "two");
		this.rows.add(new Object[] { "one" });
		assertThatThrownBy(() -> written(CopyRows.of(TABLE, new PlainRows(TABLE, this.rows))))
			.isInstanceOf(IllegalStateException.class)
			.hasMessage("A row has 1 values for 2 columns");
	}

	/** Rows of a hundred bytes of which one cannot be made. */
	private static BulkRows failing(int last, Throwable fault) {
		return new BulkRows() {

			@Override
			public void row(int index, RowValues into) {
				into.text("x".repeat(100));
				if (index == last) {
					throwIt(fault);
				}
				into.text("id-" + index);
			}

			@Override
			public int size() {
				return last + 10;
			}

		};
	}

	private static void throwIt(Throwable fault) {
		if (fault instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) fault;
	}

	private static void writes(CopyText text, String value, boolean kept) {
		CopyBytes bytes = new CopyBytes(1).octet(7);
		text.write(bytes, value);
		assertThat(text.repeats()).isEqualTo(kept);
		ByteBuf out = bytes.buffer();
		assertThat(out.readByte()).as("what was there").isEqualTo((byte) 7);
		assertThat(out.readInt()).isEqualTo(out.readableBytes());
		assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(value);
	}

	private static String first(BulkRows rows, int index) {
		List<Object> values = new ArrayList<>();
		rows.row(index, new ObjectValues() {

			@Override
			protected void value(@Nullable Object value) {
				if (value != null) {
					values.add(value);
				}
			}

		});
		return (String) values.get(0);
	}

	private void row(@Nullable String one, @Nullable String two) {
		this.rows.add(new Object[] { one, two });
	}

	private void isWritten() {
		ByteBuf found = written(CopyRows.of(TABLE, new PlainRows(TABLE, this.rows)));
		assertThat(ByteBufUtil.getBytes(found)).isEqualTo(ByteBufUtil.getBytes(expected()));
	}

	private static ByteBuf written(Flux<ByteBuf> parts) {
		ByteBuf found = Unpooled.buffer();
		parts.doOnNext((part) -> {
			found.writeBytes(part);
			part.release();
		}).blockLast();
		return found;
	}

	private static ByteBuf begun() {
		return Unpooled.buffer().writeBytes("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1)).writeLong(0);
	}

	private ByteBuf expected() {
		ByteBuf out = begun();
		for (@Nullable
		Object[] row : this.rows) {
			out.writeShort(row.length);
			for (Object value : row) {
				byte[] bytes = (value != null) ? value.toString().getBytes(StandardCharsets.UTF_8) : new byte[0];
				out.writeInt((value != null) ? bytes.length : -1).writeBytes(bytes);
			}
		}
		return out.writeShort(-1);
	}

}
