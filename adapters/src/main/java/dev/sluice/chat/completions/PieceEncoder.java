package dev.sluice.chat.completions;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.Finish;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.ErrorBodies;

/** Writes the pieces of a stream. */
final class PieceEncoder implements StreamEncoder {

	private final AnswerFrame frame;

	private byte[] head = {};

	private Usage usage = Usage.UNKNOWN;

	PieceEncoder(AnswerFrame frame) {
		this.frame = frame;
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.TextDelta text) {
			piece(text.choice(), text.text(), null, out);
		}
		else if (event instanceof ChatEvent.RefusalDelta refusal) {
			piece(refusal.choice(), refusal.text(), null, out);
		}
		else if (event instanceof ChatEvent.Started started) {
			start(started);
		}
		else if (event instanceof ChatEvent.Finished finished) {
			piece(finished.choice(), "", finished.finish(), out);
		}
		else if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Failed failed) {
			out.frame(ErrorBodies.streamEvent(Dialect.OPENAI_COMPLETIONS, failed.failure(), this.frame.requestId()));
		}
		else if (event instanceof ChatEvent.Ended) {
			usage(out);
			out.frame("data: [DONE]\n\n");
		}
	}

	private void start(ChatEvent.Started started) {
		JsonWriter first = new JsonWriter();
		first.frame("data: ").object();
		first.member("id", (started.id() != null) ? started.id() : "cmpl-" + this.frame.requestId());
		first.member("object", "text_completion").member("created", this.frame.createdOr(started.created()));
		first.member("model", this.frame.modelOr(started.model())).array("choices");
		this.head = first.toBytes();
	}

	private void piece(int choice, String text, @Nullable Finish finish, JsonWriter out) {
		out.frame(this.head).object().member("text", text).member("index", choice);
		out.member("logprobs", (String) null);
		out.member("finish_reason", (finish != null) ? FinishWords.write(finish.reason()) : null).endObject();
		out.endArray();
		if (this.frame.usageInStream()) {
			out.member("usage", (String) null);
		}
		out.endObject().frame("\n\n");
	}

	private void usage(JsonWriter out) {
		if (this.frame.usageInStream() && this.usage != Usage.UNKNOWN) {
			out.frame(this.head).endArray();
			CompletionUsage.write(this.usage, out);
			out.endObject().frame("\n\n");
		}
	}

}
