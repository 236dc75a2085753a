package dev.sluice.store;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Rows as PostgreSQL's {@code COPY .. (FORMAT binary)} takes them. Bound one by one, the
 * values of a wide row cost more than all else that is done for a call.
 */
final class CopyRows {

	private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

	private static final long EPOCH = LocalDate.of(2000, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

	private static final int PART = 64 * 1024;

	private static final int NULL = -1;

	private final ColumnType[] types;

	private final CopyText[] texts;

	private final Iterator<@Nullable Object[]> rows;

	private final ByteBufAllocator buffers;

	private boolean begun;

	private CopyRows(BulkTable table, List<@Nullable Object[]> rows, ByteBufAllocator buffers) {
		this.buffers = buffers;
		this.types = table.columns().stream().map(BulkTable.Column::type).toArray(ColumnType[]::new);
		this.texts = Stream.generate(CopyText::new).limit(this.types.length).toArray(CopyText[]::new);
		this.rows = rows.iterator();
	}

	/** The statement that takes the rows. */
	static String statement(BulkTable table) {
		return "copy " + table.named() + " from stdin (format binary)";
	}

	/** The rows, each part made when the connection wants it. */
	static Flux<ByteBuf> of(BulkTable table, List<@Nullable Object[]> rows) {
		return of(table, rows, ByteBufAllocator.DEFAULT);
	}

	static Flux<ByteBuf> of(BulkTable table, List<@Nullable Object[]> rows, ByteBufAllocator buffers) {
		return Flux.generate(() -> new CopyRows(table, rows, buffers), CopyRows::next);
	}

	private CopyRows next(SynchronousSink<ByteBuf> sink) {
		ByteBuf part = this.buffers.buffer(PART);
		try {
			if (!this.begun) {
				this.begun = true;
				part.writeBytes(SIGNATURE).writeLong(0);
			}
			while (this.rows.hasNext() && part.readableBytes() < PART - PART / 8) {
				row(part, this.rows.next());
			}
			if (!this.rows.hasNext()) {
				part.writeShort(NULL);
			}
		}
		catch (RuntimeException | Error ex) {
			part.release();
			throw ex;
		}
		sink.next(part);
		if (!this.rows.hasNext()) {
			sink.complete();
		}
		return this;
	}

	private void row(ByteBuf out, @Nullable Object[] values) {
		out.writeShort(this.types.length);
		for (int i = 0; i < this.types.length; i++) {
			Object value = values[i];
			if (value == null) {
				out.writeInt(NULL);
			}
			else {
				value(out, i, value);
			}
		}
	}

	private void value(ByteBuf out, int column, Object value) {
		switch (this.types[column]) {
			case TEXT -> this.texts[column].write(out, (String) value);
			case BIGINT -> out.writeInt(8).writeLong((Long) value);
			case INTEGER -> out.writeInt(4).writeInt((Integer) value);
			case FLAG -> out.writeInt(1).writeBoolean((Boolean) value);
			case TIME -> out.writeInt(8).writeLong(micros((OffsetDateTime) value));
			case ID -> {
				UUID id = (UUID) value;
				out.writeInt(16).writeLong(id.getMostSignificantBits()).writeLong(id.getLeastSignificantBits());
			}
		}
	}

	private static long micros(OffsetDateTime time) {
		return TimeUnit.SECONDS.toMicros(time.toEpochSecond() - EPOCH) + TimeUnit.NANOSECONDS.toMicros(time.getNano());
	}

}
