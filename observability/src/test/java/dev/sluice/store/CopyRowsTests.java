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
	void longTextsAreWrittenEachTime() {
		CopyText text = new CopyText();
		ByteBuf out = Unpooled.buffer();
		String longest = "x".repeat(CopyText.LONGEST);
		for (String value : List.of(longest, longest, longest, longest + "x", longest + "x", longest + "x", "x")) {
			text.write(out, value);
			assertThat(out.readInt()).isEqualTo(value.length());
			assertThat(out.readCharSequence(value.length(), StandardCharsets.UTF_8)).hasToString(value);
			assertThat(out.isReadable()).isFalse();
		}
	}

	@Test
	void moreRowsThanFitOnePartRepeatTheirTexts() {
		for (int i = 0; i < 3_000; i++) {
			row("the same in many rows", (i % 7 < 3) ? "of some" : "id-" + i);
		}
		isWritten();
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
