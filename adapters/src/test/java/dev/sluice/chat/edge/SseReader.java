package dev.sluice.chat.edge;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

import dev.sluice.chat.CodecChecks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Reads server-sent events as the pickiest of the clients: no event without data, no ids,
 * nothing behind the last blank line.
 */
final class SseReader {

	private SseReader() {
	}

	static List<Event> read(String stream) {
		List<Event> events = new ArrayList<>();
		if (!stream.isEmpty()) {
			assertThat(stream).as("the last event is complete").matches("(?s).*(\n\n|\r\n\r\n)");
		}
		for (String block : stream.split("\r?\n\r?\n")) {
			String name = "";
			StringBuilder data = new StringBuilder();
			for (String line : block.split("\r?\n")) {
				if (line.startsWith("event: ")) {
					name = line.substring(7);
				}
				else if (line.startsWith("data: ")) {
					data.append(line.substring(6));
				}
				else {
					assertThat(line).as("a line of a stream").startsWith(":");
				}
			}
			if (!block.startsWith(":")) {
				assertThat(data.toString()).as("the data of an event").isNotEmpty();
				events.add(new Event(name, data.toString()));
			}
		}
		return events;
	}

	/**
	 * An event.
	 *
	 * @param name of its line {@code event}, or nothing
	 * @param data its data
	 */
	record Event(String name, String data) {

		JsonNode json() {
			return CodecChecks.tree(this.data);
		}

	}

}
