package dev.sluice.chat.responses;

import java.nio.charset.StandardCharsets;

import dev.sluice.chat.json.JsonWriter;

/** Writes the frames of a stream's events and counts them. */
final class Events {

	private JsonWriter out = new JsonWriter();

	private long sequence;

	private String lastType = "";

	private byte[] lastHead = {};

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
		// Most events are of the type of the one before.
		if (!type.equals(this.lastType)) {
			this.lastType = type;
			this.lastHead = ("event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":")
				.getBytes(StandardCharsets.US_ASCII);
		}
		return this.out.frame(this.lastHead).value(this.sequence++);
	}

	/**
	 * Begins an event of an item.
	 */
	JsonWriter begin(String type, Item item) {
		return begin(type).prepared(item.place());
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
