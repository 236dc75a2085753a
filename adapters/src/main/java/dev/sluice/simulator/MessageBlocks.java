package dev.sluice.simulator;

import java.util.Map;

import dev.sluice.call.DialectFamily;
import org.jspecify.annotations.Nullable;

/**
 * The events of one streamed message; one block is open at a time.
 */
final class MessageBlocks {

	private final EventSequence events = new EventSequence(Framing.SSE);

	private int index;

	void now(String type, Object... more) {
		Map<String, Object> data = event(type, more);
		this.events.now(type, () -> data);
	}

	void start(Map<String, Object> block) {
		now("content_block_start", "index", this.index, "content_block", block);
	}

	void delta(String type, String member, String token) {
		Map<String, Object> data = event("content_block_delta", "index", this.index, "delta",
				Json.object("type", type, member, token));
		this.events.token("content_block_delta", () -> data);
	}

	void sign(String signature) {
		now("content_block_delta", "index", this.index, "delta",
				Json.object("type", "signature_delta", "signature", signature));
	}

	void stop() {
		now("content_block_stop", "index", this.index++);
	}

	void end(String reason, @Nullable Object usage) {
		Map<String, Object> data = event("message_delta", "delta",
				Json.object("stop_reason", reason, "stop_sequence", null, "stop_details", null));
		if (usage != null) {
			data.put("usage", usage);
		}
		this.events.now("message_delta", () -> data);
		now("message_stop");
	}

	Answer done() {
		return this.events.answer("error", ConversationAnswers.failure(DialectFamily.ANTHROPIC));
	}

	private static Map<String, Object> event(String type, Object... more) {
		Map<String, Object> data = Json.object("type", type);
		data.putAll(Json.object(more));
		return data;
	}

}
