package dev.sluice.simulator;

import java.util.List;
import java.util.Map;

/**
 * Writes one OpenAI response as its events, numbered from 0.
 */
final class ResponseStream {

	private final EventSequence events = new EventSequence(Framing.SSE);

	private final Ask ask;

	private final Reply reply;

	private final ResponseItems items;

	private int sequence;

	private int output;

	ResponseStream(Ask ask, Reply reply) {
		this.ask = ask;
		this.reply = reply;
		this.items = new ResponseItems(ask, reply);
	}

	Answer answer() {
		lifecycle("response.created", "in_progress", List.of());
		lifecycle("response.in_progress", "in_progress", List.of());
		if (!this.reply.thinking().isEmpty()) {
			reasoning();
		}
		if (this.reply.calls().isEmpty()) {
			message();
		}
		this.reply.calls().forEach(this::call);
		String status = this.reply.cut() ? "incomplete" : "completed";
		lifecycle("response." + status, status, this.items.all());
		return this.events.answer("error", Json.object("type", "error", "code", "server_error", "message",
				ConversationAnswers.FAILURE, "param", null, "sequence_number", this.sequence));
	}

	private void reasoning() {
		String id = this.items.reasoningId();
		String thought = this.reply.thought();
		add(false, "response.output_item.added", "item", this.items.reasoning(false));
		add(false, "response.reasoning_summary_part.added", "item_id", id, "summary_index", 0, "part",
				ResponseItems.summary(""));
		this.reply.thinking()
			.forEach((token) -> add(true, "response.reasoning_summary_text.delta", "item_id", id, "summary_index", 0,
					"delta", token));
		add(false, "response.reasoning_summary_text.done", "item_id", id, "summary_index", 0, "text", thought);
		add(false, "response.reasoning_summary_part.done", "item_id", id, "summary_index", 0, "part",
				ResponseItems.summary(thought));
		add(false, "response.output_item.done", "item", this.items.reasoning(true));
		this.output++;
	}

	private void message() {
		String id = this.items.messageId();
		String text = this.reply.spoken();
		add(false, "response.output_item.added", "item", this.items.message(false));
		add(false, "response.content_part.added", "item_id", id, "content_index", 0, "part", ResponseItems.part(""));
		this.reply.text()
			.forEach((token) -> add(true, "response.output_text.delta", "item_id", id, "content_index", 0, "delta",
					token, "logprobs", List.of()));
		add(false, "response.output_text.done", "item_id", id, "content_index", 0, "text", text, "logprobs", List.of());
		add(false, "response.content_part.done", "item_id", id, "content_index", 0, "part", ResponseItems.part(text));
		add(false, "response.output_item.done", "item", this.items.message(true));
		this.output++;
	}

	private void call(Reply.Call call) {
		String id = ResponseItems.callId(call);
		add(false, "response.output_item.added", "item", ResponseItems.call(call, false));
		call.fragments()
			.forEach((part) -> add(true, "response.function_call_arguments.delta", "item_id", id, "delta", part));
		add(false, "response.function_call_arguments.done", "item_id", id, "name", call.name(), "arguments",
				call.json());
		add(false, "response.output_item.done", "item", ResponseItems.call(call, true));
		this.output++;
	}

	private void lifecycle(String type, String status, List<Object> output) {
		int number = this.sequence++;
		this.events.now(type, () -> Json.object("type", type, "sequence_number", number, "response",
				ResponsesAnswers.response(this.ask, this.reply, status, output)));
	}

	private void add(boolean token, String type, Object... more) {
		Map<String, Object> data = Json.object("type", type, "sequence_number", this.sequence++, "output_index",
				this.output);
		data.putAll(Json.object(more));
		if (token) {
			this.events.token(type, () -> data);
		}
		else {
			this.events.now(type, () -> data);
		}
	}

}
