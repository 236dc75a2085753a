package dev.sluice.chat.ollama;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.PendingCalls;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.ErrorBodies;

/** Writes the lines of a stream, of its first answer. Calls are written whole. */
final class LineEncoder implements StreamEncoder {

	private final AnswerFrame frame;

	private final PendingCalls calls = new PendingCalls();

	private byte[] head = {};

	private Finish finish = Finish.of(FinishReason.OTHER);

	private Usage usage = Usage.UNKNOWN;

	LineEncoder(AnswerFrame frame) {
		this.frame = frame;
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.TextDelta text) {
			text(text.choice(), text.text(), out);
		}
		else if (event instanceof ChatEvent.ThinkingDelta thinking) {
			if (thinking.choice() == 0) {
				begin(out).member("content", "").member("thinking", thinking.text());
				end(out);
			}
		}
		else if (event instanceof ChatEvent.ToolStarted call) {
			this.calls.start(call);
		}
		else if (event instanceof ChatEvent.ToolArguments more) {
			this.calls.more(more);
		}
		else if (event instanceof ChatEvent.BlockEnded ended) {
			this.calls.end(ended, (call) -> call(call, out));
		}
		else {
			rare(event, out);
		}
	}

	private void rare(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.Started started) {
			start(started);
		}
		else if (event instanceof ChatEvent.RefusalDelta refusal) {
			text(refusal.choice(), refusal.text(), out);
		}
		else if (event instanceof ChatEvent.WholeBlock whole) {
			begin(out).member("content", "");
			Endings.images(List.of(whole.block()), out);
			end(out);
		}
		else if (event instanceof ChatEvent.Logprobs logprobs) {
			begin(out).member("content", "").endObject();
			out.member("logprobs", Endings.logprobs(logprobs.logprobs()));
			out.member("done", false).endObject().frame("\n");
		}
		else {
			ending(event, out);
		}
	}

	private void ending(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Finished finished && finished.choice() == 0) {
			this.calls.endAll(0, (call) -> call(call, out));
			this.finish = finished.finish();
		}
		else if (event instanceof ChatEvent.Failed failed) {
			out.frame(ErrorBodies.streamEvent(Dialect.OLLAMA_CHAT, failed.failure(), this.frame.requestId()));
		}
		else if (event instanceof ChatEvent.Ended) {
			begin(out).member("content", "").endObject().member("done", true);
			out.member("done_reason", Endings.reason(this.finish.reason()));
			Endings.usage(this.usage, out);
			out.endObject().frame("\n");
		}
	}

	private void start(ChatEvent.Started started) {
		JsonWriter first = new JsonWriter().object().member("model", this.frame.modelOr(started.model()));
		first.member("created_at", Endings.time(this.frame.createdOr(started.created())));
		this.head = first.object("message").member("role", "assistant").frame(",").toBytes();
	}

	private JsonWriter begin(JsonWriter out) {
		return out.frame(this.head);
	}

	private void end(JsonWriter out) {
		out.endObject().member("done", false).endObject().frame("\n");
	}

	private void text(int choice, String text, JsonWriter out) {
		if (choice == 0) {
			begin(out).member("content", text);
			end(out);
		}
	}

	private void call(PendingCalls.Call call, JsonWriter out) {
		ChatEvent.ToolStarted started = call.started();
		if (started.choice() == 0) {
			begin(out).member("content", "").array("tool_calls");
			Endings.call(started.id(), started.name(), call.arguments(), Extras.NONE, out);
			out.endArray();
			end(out);
		}
	}

}
