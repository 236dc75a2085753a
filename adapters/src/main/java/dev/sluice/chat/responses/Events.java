package dev.sluice.chat.responses;

import dev.sluice.chat.json.JsonWriter;

/** Writes the frames of a stream's events and counts them. */
final class Events {

	private JsonWriter out = new JsonWriter();

	private long sequence;

	void to(JsonWriter out) {
		this.out = out;
	}

	JsonWriter out() {
		return this.out;
	}

	/**
	 * Begins an event, whose object stays open.
	 */
	JsonWriter begin(String type) {
		this.out.frame("event: ").frame(type).frame("\ndata: ");
		return this.out.object().member("type", type).member("sequence_number", this.sequence++);
	}

	/**
	 * Begins an event of an item.
	 */
	JsonWriter begin(String type, Item item) {
		return begin(type).member("item_id", item.id()).member("output_index", item.index());
	}

	void end() {
		this.out.endObject().frame("\n\n");
	}

	/**
	 * Tells that an item begins, or is over.
	 */
	void item(String type, Item item, String status) {
		begin(type).member("output_index", item.index()).name("item");
		item.write(this.out, status);
		end();
	}

}
