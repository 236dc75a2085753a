package dev.sluice.chat.ollama;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.wire.answer.EventBytes;

/** Reads the lines of a stream. Calls come whole; the line that is done ends it. */
final class LineDecoder implements StreamDecoder {

	private final EventBytes event = new EventBytes();

	private final JsonReader json = new JsonReader(ErrorKind.UPSTREAM_BAD_ANSWER);

	private boolean started;

	private boolean over;

	private int calls;

	@Override
	public void decode(ByteBuf buffer, Consumer<ChatEvent> out) {
		this.event.load(buffer);
		this.event.trim(false);
		if (this.over || this.event.isEmpty()) {
			return;
		}
		try (JsonReader in = this.json.open(this.event.bytes(), this.event.from(), this.event.length())) {
			if (in.start().isObject()) {
				line(new Reply(in).read(), out);
			}
		}
	}

	private void line(Reply reply, Consumer<ChatEvent> out) {
		GatewayException failure = reply.failure();
		if (!this.started) {
			this.started = true;
			out.accept(new ChatEvent.Started(null, reply.model(), reply.created()));
		}
		if (failure != null) {
			this.over = true;
			out.accept(new ChatEvent.Failed(failure));
			return;
		}
		for (ContentBlock block : reply.content()) {
			block(block, out);
		}
		if (reply.logprobs() != null) {
			out.accept(new ChatEvent.Logprobs(0, reply.logprobs()));
		}
		if (reply.done()) {
			done(reply, out);
		}
	}

	private void block(ContentBlock block, Consumer<ChatEvent> out) {
		if (block instanceof ContentBlock.Text text) {
			out.accept(new ChatEvent.TextDelta(0, text.text()));
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			out.accept(new ChatEvent.ThinkingDelta(0, thinking.text()));
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			int tool = this.calls++;
			out.accept(new ChatEvent.ToolStarted(0, tool, use.id(), use.name(), false, null));
			if (!use.arguments().equals("{}")) {
				out.accept(new ChatEvent.ToolArguments(0, tool, use.arguments()));
			}
			out.accept(new ChatEvent.BlockEnded(0, tool));
		}
		else {
			out.accept(new ChatEvent.WholeBlock(0, block));
		}
	}

	private void done(Reply reply, Consumer<ChatEvent> out) {
		this.over = true;
		if (reply.usage() != Usage.UNKNOWN) {
			out.accept(new ChatEvent.UsageTold(reply.usage()));
		}
		out.accept(new ChatEvent.Finished(0, reply.finish().given(this.calls > 0)));
		out.accept(new ChatEvent.Ended());
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (!this.over) {
			this.over = true;
			out.accept(new ChatEvent.Failed(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
					"The provider's stream ended before its answer was complete.")));
		}
	}

}
