package dev.sluice.chat.edge;

import java.util.List;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads streams of chat completions as OpenAI's own clients do, its first choice. */
final class StrictChat {

	private final Told told = new Told();

	private boolean role;

	private String head = "";

	Told read(String stream) {
		List<SseReader.Event> events = SseReader.read(stream);
		boolean done = false;
		for (SseReader.Event event : events) {
			assertThat(done).as("nothing follows the end").isFalse();
			assertThat(event.name()).as("events of chats have no name").isEmpty();
			if (event.data().equals("[DONE]")) {
				done = true;
			}
			else {
				assertThat(this.told.error).as("nothing but the end follows an error").isNull();
				chunk(event.json());
			}
		}
		assertThat(done || this.told.error != null).as("the stream has an end: " + stream).isTrue();
		assertThat(this.told.finish == null).isEqualTo(this.told.error != null);
		return this.told;
	}

	private void chunk(JsonNode chunk) {
		if (chunk.has("error")) {
			assertThat(chunk.path("error").isObject()).as("never error:null").isTrue();
			assertThat(chunk.at("/error/code").isNumber()).as("codes are texts").isFalse();
			this.told.error = chunk.path("error");
			return;
		}
		String start = chunk.path("id").asString() + chunk.path("created").asLong() + chunk.path("model").asString()
				+ chunk.path("object").asString();
		this.head = this.head.isEmpty() ? start : this.head;
		assertThat(start).as("all chunks have one head").isEqualTo(this.head).endsWith("chat.completion.chunk");
		JsonNode choices = chunk.path("choices");
		assertThat(choices.isArray()).isTrue();
		JsonNode usage = chunk.path("usage");
		if (usage.isObject()) {
			assertThat(choices.isEmpty()).as("usage stands alone").isTrue();
			assertThat(this.told.finish).as("usage follows the finish").isNotNull();
			this.told.usage = usage;
		}
		choices.forEach(this::choice);
	}

	private void choice(JsonNode choice) {
		assertThat(choice.path("index").isInt()).isTrue();
		assertThat(choice.has("finish_reason")).as("required: " + choice).isTrue();
		if (choice.path("index").asInt() != 0) {
			return;
		}
		assertThat(this.told.finish).as("nothing of a choice follows its finish").isNull();
		JsonNode delta = choice.path("delta");
		assertThat(delta.isObject()).isTrue();
		assertThat(delta.has("role")).as("the role comes first and once").isEqualTo(!this.role);
		this.role = true;
		this.told.text.append(delta.path("content").asString(""));
		this.told.thinking.append(delta.path("reasoning_content").asString(""));
		this.told.refusal.append(delta.path("refusal").asString(""));
		delta.path("tool_calls").forEach(this::call);
		if (!choice.path("finish_reason").isNull()) {
			this.told.finish = choice.path("finish_reason").asString();
		}
	}

	private void call(JsonNode call) {
		int index = call.path("index").asInt(-1);
		String type = call.has("custom") ? "custom" : "function";
		assertThat(call.path(type).isObject()).as("a delta names its function").isTrue();
		if (index == this.told.calls.size()) {
			assertThat(call.path("type").asString()).isEqualTo(type);
			assertThat(call.path("id").asString()).isNotEmpty();
			this.told.calls.add(new Told.Call(call.path("id").asString(), call.path(type).path("name").asString()));
		}
		else {
			assertThat(index).as("calls are numbered without gaps").isBetween(0, this.told.calls.size() - 1);
			assertThat(call.has("id") || call.path(type).has("name")).as("id and name come once").isFalse();
		}
		String piece = call.path(type).path(type.equals("custom") ? "input" : "arguments").asString();
		this.told.calls.get(index).arguments.append(piece);
	}

}
