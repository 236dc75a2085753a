package dev.sluice.store;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * Rows as PostgreSQL's {@code COPY .. (FORMAT binary)} takes them. Bound one by one, the
 * values of a wide row cost more than all else that is done for a call.
 */
final class CopyRows {

	private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);

	private static final int PART = 32 * 1024;

	private static final int END = -1;

	private final CopyText[] texts;

	private final BulkRows rows;

	private boolean begun;

	private int next;

	private CopyRows(BulkTable table, BulkRows rows) {
		this.texts = CopyRow.texts(table.columns().size());
		this.rows = rows;
	}

	/** The statement that takes the rows. */
	static String statement(BulkTable table) {
		return "copy " + table.named() + " from stdin (format binary)";
	}

	/** The rows, each part made when the connection wants it. */
	static Flux<ByteBuf> of(BulkTable table, BulkRows rows) {
		return Flux.generate(() -> new CopyRows(table, rows), CopyRows::next);
	}

	private CopyRows next(SynchronousSink<ByteBuf> sink) {
		CopyBytes part = new CopyBytes(PART);
		if (!this.begun) {
			this.begun = true;
			part.all(SIGNATURE).number64(0);
		}
		while (hasNext() && part.length() < PART - PART / 8) {
			CopyRow.write(this.rows, this.next++, this.texts, part);
		}
		if (!hasNext()) {
			part.number16(END);
		}
		sink.next(part.buffer());
		if (!hasNext()) {
			sink.complete();
		}
		return this;
	}

	private boolean hasNext() {
		return this.next < this.rows.size();
	}

}
