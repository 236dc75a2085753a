package dev.sluice.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.store.BulkTable.Column;

import static org.assertj.core.api.Assertions.assertThat;

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

	private static void writes(CopyText text, String value, boolean kept) {
		ByteBuf out = Unpooled.buffer();
		text.write(out, value);
		assertThat(text.repeats()).isEqualTo(kept);
		assertThat(out.readInt()).isEqualTo(out.readableBytes());
		assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(value);
	}

	private void row(@Nullable String one, @Nullable String two) {
		this.rows.add(new Object[] { one, two });
	}

	private void isWritten() {
		ByteBuf found = Unpooled.buffer();
		CopyRows.of(TABLE, this.rows).doOnNext((part) -> {
			found.writeBytes(part);
			part.release();
		}).blockLast();
		assertThat(ByteBufUtil.getBytes(found)).isEqualTo(ByteBufUtil.getBytes(expected()));
	}

	private ByteBuf expected() {
		ByteBuf out = Unpooled.buffer().writeBytes("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
		out.writeLong(0);
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
