package dev.sluice.chat.gemini;

import java.util.Map;
import java.util.TreeMap;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Finish;
import dev.sluice.chat.PendingCalls;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.ErrorBodies;

/**
 * Writes the chunks of a stream, as SSE or as elements of one list. Calls are written
 * whole; the last chunk tells how each answer ended, and usage.
 */
final class ChunkEncoder implements StreamEncoder {

	private final AnswerFrame frame;

	private final PendingCalls calls = new PendingCalls();

	private final Map<Integer, Finish> finishes = new TreeMap<>();

	private byte[] tail = {};

	private boolean begun;

	private Usage usage = Usage.UNKNOWN;

	ChunkEncoder(AnswerFrame frame) {
		this.frame = frame;
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.TextDelta text) {
			text(text.choice(), text.text(), out);
		}
		else if (event instanceof ChatEvent.ThinkingDelta thinking) {
			part(thinking.choice(), new ContentBlock.Thinking(thinking.text(), null), out);
		}
		else if (event instanceof ChatEvent.ToolArguments more) {
			this.calls.more(more);
		}
		else if (event instanceof ChatEvent.ToolStarted call) {
			this.calls.start(call);
		}
		else if (event instanceof ChatEvent.BlockEnded ended) {
			if (ended.tool() >= 0) {
				this.calls.end(ended, (call) -> call(call, out));
			}
		}
		else {
			rare(event, out);
		}
	}

	private void rare(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.Started started) {
			start(started);
		}
		else if (event instanceof ChatEvent.ThinkingSigned signed) {
			part(signed.choice(), new ContentBlock.Thinking("", signed.signature()), out);
		}
		else if (event instanceof ChatEvent.RefusalDelta refusal) {
			text(refusal.choice(), refusal.text(), out);
		}
		else if (event instanceof ChatEvent.WholeBlock whole) {
			whole(whole, out);
		}
		else if (event instanceof ChatEvent.Logprobs logprobs) {
			begin(out).array("candidates").object().member("index", logprobs.choice());
			out.member("logprobsResult", Logprobs.write(logprobs.logprobs())).endObject().endArray();
			close(out);
		}
		else {
			ending(event, out);
		}
	}

	private void ending(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Finished finished) {
			this.calls.endAll(finished.choice(), (call) -> call(call, out));
			this.finishes.put(finished.choice(), finished.finish());
		}
		else if (event instanceof ChatEvent.Failed failed) {
			fail(failed, out);
		}
		else if (event instanceof ChatEvent.Ended) {
			last(out);
		}
	}

	private void start(ChatEvent.Started started) {
		JsonWriter end = new JsonWriter();
		end.object().member("modelVersion", this.frame.modelOr(started.model()));
		end.member("responseId", (started.id() != null) ? started.id() : this.frame.requestId()).endObject();
		byte[] object = end.toBytes();
		object[0] = ',';
		this.tail = object;
	}

	private JsonWriter begin(JsonWriter out) {
		if (this.frame.jsonArray()) {
			out.frame(this.begun ? ",\r\n" : "[");
		}
		else {
			out.frame("data: ");
		}
		this.begun = true;
		return out.object();
	}

	private void close(JsonWriter out) {
		if (this.tail.length > 0) {
			out.frame(this.tail);
		}
		else {
			out.endObject();
		}
		out.frame(this.frame.jsonArray() ? "" : "\r\n\r\n");
	}

	private void text(int choice, String text, JsonWriter out) {
		openParts(out).object().member("text", text).endObject();
		closeParts(choice, out);
	}

	private void part(int choice, ContentBlock block, JsonWriter out) {
		openParts(out);
		new AnswerParts(out).part(block);
		closeParts(choice, out);
	}

	private void whole(ChatEvent.WholeBlock whole, JsonWriter out) {
		ContentBlock block = whole.block();
		if (!(block instanceof ContentBlock.Opaque opaque) || opaque.origin() == Dialect.GEMINI_GENERATE) {
			part(whole.choice(), block, out);
		}
	}

	private void call(PendingCalls.Call call, JsonWriter out) {
		openParts(out);
		ChatEvent.ToolStarted started = call.started();
		new AnswerParts(out).call(started.id(), started.name(), call.arguments(), started.signature());
		closeParts(started.choice(), out);
	}

	private JsonWriter openParts(JsonWriter out) {
		return begin(out).array("candidates").object().object("content").array("parts");
	}

	private void closeParts(int choice, JsonWriter out) {
		out.endArray().member("role", "model").endObject().member("index", choice).endObject().endArray();
		close(out);
	}

	private void last(JsonWriter out) {
		begin(out).array("candidates");
		this.finishes.forEach((choice, finish) -> {
			out.object().object("content").array("parts").object().member("text", "").endObject().endArray();
			out.member("role", "model").endObject();
			out.member("finishReason", Words.finish(finish.reason()));
			out.optional("finishMessage", finish.explanation()).member("index", choice).endObject();
		});
		out.endArray();
		if (this.usage != Usage.UNKNOWN) {
			TokenUsage.write(this.usage, out);
		}
		close(out);
		if (this.frame.jsonArray()) {
			out.frame("]");
		}
	}

	private void fail(ChatEvent.Failed failed, JsonWriter out) {
		if (!this.frame.jsonArray()) {
			out.frame(ErrorBodies.streamEvent(Dialect.GEMINI_GENERATE, failed.failure(), this.frame.requestId()));
			return;
		}
		out.frame(this.begun ? ",\r\n" : "[");
		out.frame(ErrorBodies.json(Dialect.GEMINI_GENERATE, failed.failure(), this.frame.requestId())).frame("]");
	}

}
