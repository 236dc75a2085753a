package dev.sluice.chat.edge;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads streams of generateContent as Google's own clients do, their first candidate. */
final class StrictGemini {

	private final Told told = new Told();

	Told read(String stream) {
		assertThat(stream.replace("\r\n", "")).as("lines end in CRLF").doesNotContain("\n");
		for (SseReader.Event event : SseReader.read(stream)) {
			assertThat(event.name()).isEmpty();
			assertThat(this.told.error).as("nothing follows an error").isNull();
			JsonNode chunk = event.json();
			if (chunk.has("error")) {
				assertThat(chunk.at("/error/code").isInt()).isTrue();
				this.told.error = chunk.path("error");
			}
			else {
				chunk(chunk);
			}
		}
		assertThat(this.told.finish == null).as("a finish or an error: " + stream).isEqualTo(this.told.error != null);
		return this.told;
	}

	private void chunk(JsonNode chunk) {
		assertThat(chunk.path("modelVersion").asString()).isNotEmpty();
		for (JsonNode candidate : chunk.path("candidates")) {
			if (candidate.path("index").asInt() == 0) {
				candidate.at("/content/parts").forEach((part) -> part(part, this.told));
				if (candidate.has("finishReason")) {
					assertThat(this.told.finish).as("one finish").isNull();
					this.told.finish = candidate.path("finishReason").asString();
				}
			}
		}
		if (chunk.has("usageMetadata")) {
			this.told.usage = chunk.path("usageMetadata");
		}
	}

	static void part(JsonNode part, Told told) {
		JsonNode call = part.path("functionCall");
		if (call.isObject()) {
			assertThat(call.path("args").isObject()).as("arguments are an object").isTrue();
			Told.Call one = new Told.Call(call.path("id").asString(""), call.path("name").asString());
			one.arguments.append(call.path("args"));
			told.calls.add(one);
		}
		else {
			(part.path("thought").asBoolean(false) ? told.thinking : told.text).append(part.path("text").asString(""));
		}
	}

}
