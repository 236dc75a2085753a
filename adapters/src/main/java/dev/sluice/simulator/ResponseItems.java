package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The output items of one OpenAI response.
 */
record ResponseItems(Ask ask, Reply reply) {

	List<Object> all() {
		List<Object> items = new ArrayList<>();
		if (!this.reply.thinking().isEmpty()) {
			items.add(reasoning(true));
		}
		if (this.reply.calls().isEmpty()) {
			items.add(message(true));
		}
		this.reply.calls().forEach((call) -> items.add(call(call, true)));
		return items;
	}

	String reasoningId() {
		return this.ask.answerId("rs_");
	}

	String messageId() {
		return this.ask.answerId("msg_");
	}

	static String callId(Reply.Call call) {
		return "fc_" + call.id();
	}

	Map<String, Object> reasoning(boolean done) {
		return Json.object("id", reasoningId(), "type", "reasoning", "summary",
				done ? List.of(summary(this.reply.thought())) : List.of());
	}

	static Map<String, Object> summary(String text) {
		return Json.object("type", "summary_text", "text", text);
	}

	Map<String, Object> message(boolean done) {
		return Json.object("id", messageId(), "type", "message", "role", "assistant", "status",
				done ? "completed" : "in_progress", "content", done ? List.of(part(this.reply.spoken())) : List.of());
	}

	static Map<String, Object> part(String text) {
		return Json.object("type", "output_text", "text", text, "annotations", List.of(), "logprobs", List.of());
	}

	static Map<String, Object> call(Reply.Call call, boolean done) {
		return Json.object("id", callId(call), "type", "function_call", "call_id", "call_" + call.id(), "name",
				call.name(), "arguments", done ? call.json() : "", "status", done ? "completed" : "in_progress");
	}

}
