package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import dev.sluice.call.DialectFamily;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one streamed chat completion, repeated for each choice.
 */
final class ChatChunks {

	private static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

	private final EventSequence events = new EventSequence(Framing.SSE);

	private final Ask ask;

	private final int choices;

	private final boolean withUsage;

	ChatChunks(Ask ask, int choices, boolean withUsage) {
		this.ask = ask;
		this.choices = choices;
		this.withUsage = withUsage;
	}

	void now(Map<String, Object> delta) {
		for (int i = 0; i < this.choices; i++) {
			int index = i;
			this.events.now("", () -> delta(index, delta, null));
		}
	}

	void token(Map<String, Object> delta) {
		for (int i = 0; i < this.choices; i++) {
			int index = i;
			this.events.token("", () -> delta(index, delta, null));
		}
	}

	void finish(String reason) {
		for (int i = 0; i < this.choices; i++) {
			int index = i;
			this.events.now("", () -> delta(index, Map.of(), reason));
		}
	}

	void usage(Map<String, Object> usage) {
		this.events.now("", () -> chunk(List.of(), usage));
	}

	Answer done() {
		return this.events.raw(DONE).answer("", ConversationAnswers.failure(DialectFamily.OPENAI));
	}

	private Object delta(int index, Map<String, Object> delta, @Nullable String finish) {
		return chunk(List.of(Json.object("index", index, "delta", delta, "logprobs", null, "finish_reason", finish)),
				null);
	}

	private Object chunk(List<Object> choices, @Nullable Object usage) {
		Map<String, Object> chunk = Json.object("id", this.ask.answerId("chatcmpl-"), "object", "chat.completion.chunk",
				"created", this.ask.epochSeconds(), "model", this.ask.model(), "system_fingerprint", "fp_simulated",
				"choices", choices);
		if (this.withUsage) {
			Json.put(chunk, "usage", usage);
		}
		return chunk;
	}

}
