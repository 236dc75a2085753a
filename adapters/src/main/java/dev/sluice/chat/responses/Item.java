package dev.sluice.chat.responses;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.json.JsonWriter;

/** One item of a streamed output. */
abstract class Item {

	private final int index;

	private final String id;

	private final byte[] place;

	private byte @Nullable [] whole;

	Item(int index, String id) {
		this.index = index;
		this.id = id;
		this.place = new JsonWriter().member("item_id", id).member("output_index", index).toBytes();
	}

	final int index() {
		return this.index;
	}

	final String id() {
		return this.id;
	}

	/** The members of an event that tell which item it is of. */
	final byte[] place() {
		return this.place;
	}

	final boolean closed() {
		return this.whole != null;
	}

	/** Tells what is left to tell of the item's content. */
	abstract void closeParts(Events events);

	/** Writes the item as far as it has come. */
	abstract void write(JsonWriter out, String status);

	final void open(Events events) {
		events.item("response.output_item.added", this, "in_progress");
	}

	/** Tells, once, that the item is over. */
	final void close(Events events, String status) {
		if (closed()) {
			return;
		}
		closeParts(events);
		events.item("response.output_item.done", this, status);
		JsonWriter json = new JsonWriter();
		write(json, status);
		this.whole = json.toBytes();
	}

	/** Writes the item for the response's end. */
	final void finalWrite(JsonWriter out) {
		byte[] written = this.whole;
		if (written != null) {
			out.prepared(written);
		}
		else {
			write(out, "incomplete");
		}
	}

}
