package dev.sluice.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import dev.sluice.store.BulkTable.Column;

import static org.assertj.core.api.Assertions.assertThat;

/** Values that follow one another in one expression, whatever takes them. */
class RowValuesTests {

	private static final BulkTable TABLE = new BulkTable("things",
			Stream
				.of(ColumnType.TIME, ColumnType.ID, ColumnType.TEXT, ColumnType.INTEGER, ColumnType.TEXT,
						ColumnType.BIGINT, ColumnType.BIGINT, ColumnType.FLAG, ColumnType.TEXT)
				.map((type) -> new Column(type.name(), type))
				.toList());

	private static final @Nullable Object[] VALUES = { Instant.EPOCH, new UUID(1, 2), null, 3, "text", null, 4L, true,
			"end" };

	private static final BulkRows ROWS = new BulkRows() {

		@Override
		public int size() {
			return 1;
		}

		@Override
		public void row(int index, RowValues into) {
			into.time(Instant.EPOCH)
				.id(new UUID(1, 2))
				.text(null)
				.integer(3)
				.text("text")
				.nothing()
				.bigint(4)
				.flag(true)
				.text("end");
		}

	};

	@Test
	void asObjects() {
		List<@Nullable Object> found = new ArrayList<>();
		ROWS.row(0, new ObjectValues() {

			@Override
			protected void value(@Nullable Object value) {
				found.add(value);
			}

		});
		assertThat(found).containsExactly(VALUES);
	}

	@Test
	void asBytes() {
		assertThat(bytes(ROWS)).isEqualTo(bytes(new PlainRows(TABLE, Collections.singletonList(VALUES))));
	}

	private static String bytes(BulkRows rows) {
		Flux<ByteBuf> parts = CopyRows.of(TABLE, rows);
		return String.join("", parts.map(ByteBufUtil::hexDump).toIterable());
	}

}
