package dev.sluice.chat.edge;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads streams of messages as Anthropic's own clients do. */
final class StrictMessages {

	private final Told told = new Told();

	private int blocks;

	private String open = "";

	private boolean begun;

	private boolean over;

	Told read(String stream) {
		for (SseReader.Event event : SseReader.read(stream)) {
			JsonNode data = event.json();
			assertThat(event.name()).as("named like its type").isEqualTo(data.path("type").asString());
			assertThat(this.over).as("nothing follows the end").isFalse();
			take(event.name(), data);
		}
		assertThat(this.over).as("the stream has an end: " + stream).isTrue();
		assertThat(this.told.calls).allSatisfy((call) -> assertThat(call.id).matches("[a-zA-Z0-9_-]+"));
		this.told.calls.stream()
			.filter((call) -> call.arguments.isEmpty())
			.forEach((call) -> call.arguments.append("{}"));
		return this.told;
	}

	private void take(String type, JsonNode data) {
		if (type.equals("error")) {
			this.over = true;
			this.told.error = data.path("error");
			return;
		}
		assertThat(this.begun).as("message_start comes first and once").isEqualTo(!type.equals("message_start"));
		switch (type) {
			case "message_start" -> start(data.path("message"));
			case "content_block_start" -> open(data);
			case "content_block_delta" -> delta(data);
			case "content_block_stop" -> {
				assertThat(this.open).as("one stop per start").isNotEmpty();
				assertThat(data.path("index").asInt()).isEqualTo(this.blocks - 1);
				this.open = "";
			}
			case "message_delta" -> {
				assertThat(this.open).as("all blocks are closed").isEmpty();
				assertThat(this.told.finish).as("one message_delta").isNull();
				assertThat(data.at("/usage/output_tokens").isInt()).isTrue();
				this.told.finish = data.at("/delta/stop_reason").asString();
				this.told.usage = data.path("usage");
			}
			case "message_stop" -> {
				assertThat(this.told.finish).isNotNull();
				this.over = true;
			}
			default -> assertThat(type).isEqualTo("ping");
		}
	}

	private void start(JsonNode message) {
		this.begun = true;
		assertThat(message.at("/usage/input_tokens").isInt()).isTrue();
		assertThat(message.at("/usage/output_tokens").isInt()).isTrue();
		assertThat(message.path("content").isArray()).isTrue();
		assertThat(message.path("role").asString()).isEqualTo("assistant");
	}

	private void open(JsonNode data) {
		assertThat(this.open).as("one block is open at a time").isEmpty();
		assertThat(data.path("index").asInt()).as("blocks are numbered without gaps").isEqualTo(this.blocks++);
		JsonNode block = data.path("content_block");
		this.open = block.path("type").asString();
		if (this.open.equals("tool_use")) {
			assertThat(block.path("input").isEmpty()).as("the input comes in deltas").isTrue();
			this.told.calls.add(new Told.Call(block.path("id").asString(), block.path("name").asString()));
		}
	}

	private void delta(JsonNode data) {
		assertThat(data.path("index").asInt()).isEqualTo(this.blocks - 1);
		JsonNode delta = data.path("delta");
		String type = delta.path("type").asString();
		assertThat(type).as("a delta of the open block").isIn(switch (this.open) {
			case "text" -> new Object[] { "text_delta" };
			case "thinking" -> new Object[] { "thinking_delta", "signature_delta" };
			case "tool_use" -> new Object[] { "input_json_delta" };
			default -> new Object[0];
		});
		this.told.text.append(delta.path("text").asString(""));
		this.told.thinking.append(delta.path("thinking").asString(""));
		if (type.equals("input_json_delta")) {
			this.told.calls.get(this.told.calls.size() - 1).arguments.append(delta.path("partial_json").asString());
		}
	}

}
