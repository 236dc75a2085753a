package dev.sluice.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The bytes of one row after the other, in PostgreSQL's binary form. */
final class CopyRow implements RowValues {

	private static final long EPOCH = LocalDate.of(2000, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

	private static final int NULL = -1;

	private final CopyText[] texts;

	private final ByteBuf out;

	private int column;

	private CopyRow(CopyText[] texts, ByteBuf out) {
		this.texts = texts;
		this.out = out;
	}

	/** What is remembered of the texts of so many columns, from row to row. */
	static CopyText[] texts(int columns) {
		return Stream.generate(CopyText::new).limit(columns).toArray(CopyText[]::new);
	}

	/** Writes a row. */
	static void write(BulkRows rows, int index, CopyText[] texts, ByteBuf out) {
		CopyRow row = new CopyRow(texts, out);
		out.writeShort(texts.length);
		rows.row(index, row);
		if (row.column != texts.length) {
			throw new IllegalStateException("A row has " + row.column + " values for " + texts.length + " columns");
		}
	}

	@Override
	public RowValues id(UUID value) {
		this.out.writeInt(16).writeLong(value.getMostSignificantBits()).writeLong(value.getLeastSignificantBits());
		this.column++;
		return this;
	}

	@Override
	public RowValues text(@Nullable String value) {
		if (value == null) {
			return nothing();
		}
		this.texts[this.column++].write(this.out, value);
		return this;
	}

	@Override
	public RowValues integer(int value) {
		this.out.writeInt(Integer.BYTES).writeInt(value);
		this.column++;
		return this;
	}

	@Override
	public RowValues bigint(long value) {
		this.out.writeInt(Long.BYTES).writeLong(value);
		this.column++;
		return this;
	}

	@Override
	public RowValues flag(boolean value) {
		this.out.writeInt(1).writeBoolean(value);
		this.column++;
		return this;
	}

	@Override
	public RowValues time(Instant value) {
		return bigint(TimeUnit.SECONDS.toMicros(value.getEpochSecond() - EPOCH)
				+ TimeUnit.NANOSECONDS.toMicros(value.getNano()));
	}

	@Override
	public RowValues nothing() {
		this.out.writeInt(NULL);
		this.column++;
		return this;
	}

}
