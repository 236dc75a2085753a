package dev.sluice.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The bytes of one row after the other, in PostgreSQL's binary form. */
final class CopyRow implements RowValues {

	private static final long EPOCH = LocalDate.of(2000, 1, 1).atStartOfDay().toEpochSecond(ZoneOffset.UTC);

	private static final int NULL = -1;

	private final CopyText[] texts;

	private final CopyBytes out;

	private int column;

	private CopyRow(CopyText[] texts, CopyBytes out) {
		this.texts = texts;
		this.out = out;
	}

	/** What is remembered of the texts of so many columns, from row to row. */
	static CopyText[] texts(int columns) {
		return Stream.generate(CopyText::new).limit(columns).toArray(CopyText[]::new);
	}

	/** Writes a row. */
	static void write(BulkRows rows, int index, CopyText[] texts, CopyBytes out) {
		CopyRow row = new CopyRow(texts, out);
		out.number16(texts.length);
		rows.row(index, row);
		if (row.column != texts.length) {
			throw new IllegalStateException("A row has " + row.column + " values for " + texts.length + " columns");
		}
	}

	@Override
	public RowValues id(UUID value) {
		this.out.number32(16).number64(value.getMostSignificantBits()).number64(value.getLeastSignificantBits());
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
		this.out.number32(Integer.BYTES).number32(value);
		this.column++;
		return this;
	}

	@Override
	public RowValues bigint(long value) {
		this.out.number32(Long.BYTES).number64(value);
		this.column++;
		return this;
	}

	@Override
	public RowValues flag(boolean value) {
		this.out.number32(1).octet(value ? 1 : 0);
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
		this.out.number32(NULL);
		this.column++;
		return this;
	}

}
