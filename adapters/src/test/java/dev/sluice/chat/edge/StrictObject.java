package dev.sluice.chat.edge;

import java.util.List;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The object {@code response}, with all that OpenAI's own Java client demands. */
final class StrictObject {

	private StrictObject() {
	}

	static void check(JsonNode response, String status) {
		assertThat(response.path("status").asString()).isEqualTo(status);
		assertThat(response.path("object").asString()).isEqualTo("response");
		assertThat(response.path("id").asString()).startsWith("resp");
		for (String member : List.of("created_at", "model", "output", "parallel_tool_calls", "tool_choice", "tools",
				"error", "incomplete_details", "instructions", "metadata", "temperature", "top_p")) {
			assertThat(response.has(member)).as(member).isTrue();
		}
		JsonNode usage = response.path("usage");
		if (usage.isObject()) {
			for (String count : List.of("/input_tokens", "/input_tokens_details/cached_tokens",
					"/input_tokens_details/cache_write_tokens", "/output_tokens",
					"/output_tokens_details/reasoning_tokens", "/total_tokens")) {
				assertThat(usage.at(count).isIntegralNumber()).as(count).isTrue();
			}
		}
	}

}
