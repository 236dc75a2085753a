package dev.sluice.app;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts an Anthropic stream together, as strictly about its order as clients are. */
final class AnthropicEvents {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final List<ObjectNode> blocks = new ArrayList<>();

	private final StringBuilder input = new StringBuilder();

	private ObjectNode message = JSON.createObjectNode();

	private String state = "";

	private AnthropicEvents() {
	}

	/** The message that a stream told. */
	static JsonNode message(String stream) {
		AnthropicEvents events = new AnthropicEvents();
		for (String event : stream.split("\n\n")) {
			String[] lines = event.split("\n");
			JsonNode data = JSON.readTree(lines[1].substring("data: ".length()));
			if (!lines[0].equals("event: " + data.path("type").asString())) {
				throw new AssertionError("name and type differ: " + event);
			}
			events.take(data);
		}
		events.state("over", "over");
		return events.message;
	}

	private void take(JsonNode event) {
		switch (event.path("type").asString()) {
			case "ping" -> {
			}
			case "message_start" -> {
				state("", "between");
				this.message = (ObjectNode) event.path("message");
			}
			case "content_block_start" -> {
				state("between", "block");
				expect(event, this.blocks.size());
				this.blocks.add((ObjectNode) event.path("content_block"));
				this.input.setLength(0);
			}
			case "content_block_delta" -> {
				state("block", "block");
				expect(event, this.blocks.size() - 1);
				delta(event.path("delta"));
			}
			case "content_block_stop" -> {
				state("block", "between");
				stop();
			}
			case "message_delta" -> {
				state("between", "told");
				this.message.setAll((ObjectNode) event.path("delta"));
				((ObjectNode) this.message.path("usage")).setAll((ObjectNode) event.path("usage"));
			}
			case "message_stop" -> state("told", "over");
			default -> throw new AssertionError("unexpected event: " + event);
		}
	}

	private void delta(JsonNode delta) {
		ObjectNode block = this.blocks.get(this.blocks.size() - 1);
		switch (delta.path("type").asString()) {
			case "text_delta" -> block.put("text", block.path("text").asString() + delta.path("text").asString());
			case "thinking_delta" ->
				block.put("thinking", block.path("thinking").asString() + delta.path("thinking").asString());
			case "signature_delta" -> block.put("signature", delta.path("signature").asString());
			case "input_json_delta" -> this.input.append(delta.path("partial_json").asString());
			default -> throw new AssertionError("unexpected delta: " + delta);
		}
	}

	private void stop() {
		ObjectNode block = this.blocks.get(this.blocks.size() - 1);
		if (block.path("type").asString().equals("tool_use") && !this.input.isEmpty()) {
			block.set("input", JSON.readTree(this.input.toString()));
		}
		ArrayNode content = this.message.putArray("content");
		this.blocks.forEach(content::add);
	}

	private void expect(JsonNode event, int index) {
		if (event.path("index").asInt(-1) != index) {
			throw new AssertionError("index must be " + index + ": " + event);
		}
	}

	private void state(String from, String to) {
		if (!this.state.equals(from)) {
			throw new AssertionError("state is '" + this.state + "' and not '" + from + "'");
		}
		this.state = to;
	}

}
