package dev.sluice.chat.anthropic;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.HeldText;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.ErrorBodies;

/**
 * Writes the events of a stream: one block open at a time. Of several tool calls the
 * first that is not over is written as it comes; the others, and what follows calls that
 * are still open, wait for their turn.
 */
final class MessageStreamEncoder implements StreamEncoder {

	private static final int MOST_WAITING = 10_000;

	private final AnswerFrame frame;

	private final BlockEvents blocks;

	private final List<PendingCall> calls = new ArrayList<>();

	private final List<ChatEvent> later = new ArrayList<>();

	private int live;

	private boolean refused;

	private Finish finish = Finish.of(FinishReason.OTHER);

	private Usage usage = Usage.UNKNOWN;

	MessageStreamEncoder(AnswerFrame frame) {
		this.frame = frame;
		this.blocks = new BlockEvents();
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		if (event.choice() != 0) {
			// Clients of this dialect cannot ask for more than one answer.
			return;
		}
		if (event instanceof ChatEvent.ToolArguments more) {
			arguments(more, out);
		}
		else if (event instanceof ChatEvent.ToolStarted started) {
			this.calls.add(new PendingCall(started));
			proceed(out);
		}
		else if (event instanceof ChatEvent.BlockEnded ended && ended.tool() >= 0) {
			ended(ended.tool(), out);
		}
		else if (speaks(event)) {
			if (callsOpen()) {
				await(event);
			}
			else {
				say(event, out);
			}
		}
		else {
			frame(event, out);
		}
	}

	private void await(ChatEvent event) {
		if (this.later.size() == MOST_WAITING) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider goes on with other content while its tool calls are open.");
		}
		this.later.add(event);
	}

	private static boolean speaks(ChatEvent event) {
		return event instanceof ChatEvent.TextDelta || event instanceof ChatEvent.ThinkingDelta
				|| event instanceof ChatEvent.ThinkingSigned || event instanceof ChatEvent.RefusalDelta
				|| event instanceof ChatEvent.WholeBlock || event instanceof ChatEvent.BlockEnded;
	}

	private boolean callsOpen() {
		return this.live < this.calls.size();
	}

	private void say(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.TextDelta text) {
			this.blocks.text(text.text(), out);
		}
		else if (event instanceof ChatEvent.ThinkingDelta thinking) {
			this.blocks.thinking(thinking.text(), out);
		}
		else if (event instanceof ChatEvent.ThinkingSigned signed) {
			this.blocks.signature(Seal.write(signed.signature()), out);
		}
		else if (event instanceof ChatEvent.RefusalDelta refusal) {
			this.refused = true;
			this.blocks.text(refusal.text(), out);
		}
		else if (event instanceof ChatEvent.WholeBlock whole) {
			whole(whole.block(), out);
		}
		else {
			this.blocks.close(out);
		}
	}

	private void whole(ContentBlock block, JsonWriter out) {
		if (block instanceof ContentBlock.RedactedThinking redacted) {
			this.blocks.redacted(Seal.write(redacted.data()), out);
		}
	}

	private void frame(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.Started started) {
			start(started, out);
		}
		else if (event instanceof ChatEvent.Finished finished) {
			this.finish = finished.finish();
			complete(out);
		}
		else if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Failed failed) {
			out.frame(ErrorBodies.streamEvent(Dialect.ANTHROPIC_MESSAGES, failed.failure(), this.frame.requestId()));
		}
		else if (event instanceof ChatEvent.Ended) {
			end(out);
		}
	}

	private void start(ChatEvent.Started started, JsonWriter out) {
		out.frame("event: message_start\ndata: ").object().member("type", "message_start").object("message");
		out.member("id", (started.id() != null) ? started.id() : "msg_" + this.frame.requestId());
		out.member("type", "message").member("role", "assistant");
		out.member("model", this.frame.modelOr(started.model())).array("content").endArray();
		out.member("stop_reason", (String) null).member("stop_sequence", (String) null);
		// The numbers are told at the end, where they are known.
		out.object("usage").member("input_tokens", 0).member("output_tokens", 0).endObject();
		out.endObject().endObject().frame("\n\n");
	}

	private void arguments(ChatEvent.ToolArguments more, JsonWriter out) {
		if (more.tool() == this.live && callsOpen()) {
			this.blocks.arguments(more.fragment(), out);
		}
		else if (more.tool() > this.live && more.tool() < this.calls.size()) {
			this.calls.get(more.tool()).held.add(more.fragment());
		}
	}

	private void ended(int tool, JsonWriter out) {
		if (tool < this.calls.size()) {
			this.calls.get(tool).over = true;
			proceed(out);
		}
	}

	/**
	 * Writes what was waiting for its turn, as far as its turn has come.
	 */
	private void proceed(JsonWriter out) {
		while (callsOpen()) {
			PendingCall call = this.calls.get(this.live);
			call.begin(this.blocks, out);
			if (!call.over) {
				return;
			}
			this.blocks.close(out);
			this.live++;
		}
		this.later.forEach((event) -> say(event, out));
		this.later.clear();
	}

	private void complete(JsonWriter out) {
		this.calls.forEach((call) -> call.over = true);
		proceed(out);
		this.blocks.close(out);
	}

	private void end(JsonWriter out) {
		complete(out);
		out.frame("event: message_delta\ndata: ").object().member("type", "message_delta").object("delta");
		AnswerWriter.finish(out, this.finish, this.refused);
		out.endObject();
		MessageUsage.write(this.usage, out);
		out.endObject().frame("\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
	}

	/** A tool call, begun, waiting or over. */
	private static final class PendingCall {

		private final ChatEvent.ToolStarted started;

		private final HeldText held = new HeldText();

		private boolean begun;

		private boolean over;

		PendingCall(ChatEvent.ToolStarted started) {
			this.started = started;
		}

		void begin(BlockEvents blocks, JsonWriter out) {
			if (this.begun) {
				return;
			}
			this.begun = true;
			if (this.started.signature() != null) {
				blocks.signature(Seal.write(this.started.signature()), out);
			}
			blocks.call(this.started.id(), this.started.name(), out);
			String early = this.held.take();
			if (!early.isEmpty()) {
				blocks.arguments(early, out);
			}
		}

	}

}
