package dev.sluice.chat.edge;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads streams of responses as OpenAI's own clients and agents do. */
final class StrictResponses {

	private final List<Item> items = new ArrayList<>();

	private int sequence;

	private boolean over;

	private Told told = new Told();

	Told read(String stream) {
		for (SseReader.Event event : SseReader.read(stream)) {
			JsonNode data = event.json();
			assertThat(event.name()).as("named like its type").isEqualTo(data.path("type").asString());
			assertThat(this.over).as("nothing follows the end").isFalse();
			if (!event.name().equals("error") && !event.name().equals("response.failed")) {
				assertThat(data.path("sequence_number").asInt()).as("counted from 0").isEqualTo(this.sequence++);
			}
			take(event.name(), data);
		}
		assertThat(this.over).as("the stream has an end: " + stream).isTrue();
		return this.told;
	}

	private void take(String type, JsonNode data) {
		switch (type) {
			case "response.created" -> {
				assertThat(this.sequence).isEqualTo(1);
				StrictObject.check(data.path("response"), "in_progress");
			}
			case "response.in_progress" -> StrictObject.check(data.path("response"), "in_progress");
			case "response.output_item.added" -> {
				assertThat(data.path("output_index").asInt()).as("numbered").isEqualTo(this.items.size());
				this.items.add(new Item(data.path("item")));
			}
			case "response.completed", "response.incomplete" -> complete(type, data.path("response"));
			case "response.failed" -> {
				this.over = true;
				StrictObject.check(data.path("response"), "failed");
				this.told.error = data.at("/response/error");
			}
			case "error" -> assertThat(data.path("message").asString()).isNotEmpty();
			default -> item(data).take(type, data);
		}
	}

	private Item item(JsonNode data) {
		int index = data.path("output_index").asInt(-1);
		assertThat(index).as("an item that was added: " + data).isBetween(0, this.items.size() - 1);
		return this.items.get(index);
	}

	private void complete(String type, JsonNode response) {
		this.over = true;
		StrictObject.check(response, type.substring("response.".length()));
		assertThat(this.items).as("all items are done").allMatch((item) -> item.whole != null);
		assertThat(response.path("output").valueStream().toList())
			.isEqualTo(this.items.stream().map((item) -> item.whole).toList());
		this.told = Told.of(Dialect.OPENAI_RESPONSES, response);
	}

	/** An item of the output, as its events tell it. */
	private static final class Item {

		private final JsonNode begun;

		private final StringBuilder pieces = new StringBuilder();

		private boolean part;

		private @Nullable JsonNode whole;

		Item(JsonNode begun) {
			this.begun = begun;
		}

		void take(String type, JsonNode data) {
			assertThat(this.whole).as("nothing follows the end of an item").isNull();
			if (type.equals("response.output_item.done")) {
				this.whole = data.path("item");
				assertThat(this.part).as("its parts are done").isFalse();
				assertThat(this.whole.path("id")).isEqualTo(this.begun.path("id"));
				assertThat(this.whole.path("type")).isEqualTo(this.begun.path("type"));
				return;
			}
			assertThat(data.path("item_id")).isEqualTo(this.begun.path("id"));
			if (type.endsWith("part.added")) {
				this.part = true;
				this.pieces.setLength(0);
			}
			else if (type.endsWith("part.done")) {
				this.part = false;
			}
			else if (type.endsWith(".delta")) {
				boolean call = this.begun.path("type").asString().contains("call");
				assertThat(this.part || call).as("a piece of an open part").isTrue();
				this.pieces.append(data.path("delta").asString());
			}
			else {
				String whole = data.has("text") ? "text"
						: data.has("refusal") ? "refusal" : data.has("input") ? "input" : "arguments";
				assertThat(data.path(whole).asString()).as("the pieces together").isEqualTo(this.pieces.toString());
			}
		}

	}

}
