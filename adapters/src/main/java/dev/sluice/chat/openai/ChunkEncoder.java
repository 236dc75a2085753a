package dev.sluice.chat.openai;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Signature;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.ErrorBodies;

/** Writes the chunks of a stream. */
final class ChunkEncoder implements StreamEncoder {

	private static final int LONGEST_THOUGHT = 1024 * 1024;

	private static final byte[] GOES_ON = ",\"finish_reason\":null}".getBytes(StandardCharsets.US_ASCII);

	private final AnswerFrame frame;

	private final byte[] tail;

	private final List<ChoiceState> choices = new ArrayList<>(1);

	private byte[] head = {};

	private Usage usage = Usage.UNKNOWN;

	ChunkEncoder(AnswerFrame frame) {
		this.frame = frame;
		this.tail = ("]" + (frame.usageInStream() ? ",\"usage\":null" : "") + "}\n\n")
			.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.TextDelta text) {
			// What is sealed from here on is no thought that stands before the text.
			choice(text.choice(), out).thoughtOver();
			begin(text.choice(), out);
			out.member("content", text.text());
			end(out);
		}
		else if (event instanceof ChatEvent.ToolArguments more) {
			arguments(more.choice(), more.tool(), more.fragment(), out);
		}
		else if (event instanceof ChatEvent.ThinkingDelta thinking) {
			choice(thinking.choice(), out).think(thinking.text());
			begin(thinking.choice(), out);
			out.member("reasoning_content", thinking.text());
			end(out);
		}
		else {
			rare(event, out);
		}
	}

	private void rare(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.Started started) {
			start(started, out);
		}
		else if (event instanceof ChatEvent.ToolStarted started) {
			toolStarted(started, out);
		}
		else if (event instanceof ChatEvent.BlockEnded ended && ended.tool() >= 0) {
			complete(ended.choice(), ended.tool(), out);
		}
		else if (event instanceof ChatEvent.ThinkingSigned signed) {
			ChoiceState state = choice(signed.choice(), out);
			detail(signed.choice(), state.sealed(signed.signature()), state.details++, out);
		}
		else if (event instanceof ChatEvent.BlockEnded ended) {
			choice(ended.choice(), out).thoughtOver();
		}
		else if (event instanceof ChatEvent.WholeBlock whole) {
			whole(whole, out);
		}
		else {
			ending(event, out);
		}
	}

	private void ending(ChatEvent event, JsonWriter out) {
		if (event instanceof ChatEvent.RefusalDelta refusal) {
			refuse(refusal.choice(), refusal.text(), out);
		}
		else if (event instanceof ChatEvent.Logprobs logprobs) {
			choice(logprobs.choice(), out);
			out.frame(this.head).member("index", logprobs.choice()).object("delta").endObject();
			out.member("logprobs", logprobs.logprobs()).member("finish_reason", (String) null).endObject();
			close(out);
		}
		else if (event instanceof ChatEvent.Finished finished) {
			finish(finished, out);
		}
		else if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Failed failed) {
			out.frame(ErrorBodies.streamEvent(Dialect.OPENAI_CHAT, failed.failure(), this.frame.requestId()));
		}
		else if (event instanceof ChatEvent.Ended) {
			usage(out);
			out.frame("data: [DONE]\n\n");
		}
	}

	private void start(ChatEvent.Started started, JsonWriter out) {
		JsonWriter first = new JsonWriter();
		first.frame("data: ").object();
		first.member("id", (started.id() != null) ? started.id() : "chatcmpl-" + this.frame.requestId());
		first.member("object", "chat.completion.chunk");
		first.member("created", this.frame.createdOr(started.created()));
		first.member("model", this.frame.modelOr(started.model())).array("choices").object();
		this.head = first.toBytes();
		choice(0, out);
	}

	/**
	 * The state of a choice, whose first chunk tells the role.
	 */
	private ChoiceState choice(int index, JsonWriter out) {
		while (this.choices.size() <= index) {
			int number = this.choices.size();
			this.choices.add(new ChoiceState());
			begin(number, out);
			out.member("role", "assistant").member("content", "");
			end(out);
		}
		return this.choices.get(index);
	}

	private void begin(int choice, JsonWriter out) {
		out.frame(this.head).member("index", choice).object("delta");
	}

	private void end(JsonWriter out) {
		out.endObject().frame(GOES_ON);
		close(out);
	}

	private void close(JsonWriter out) {
		out.frame(this.tail);
	}

	private void toolStarted(ChatEvent.ToolStarted tool, JsonWriter out) {
		choice(tool.choice(), out).tool(tool);
		begin(tool.choice(), out);
		String type = tool.custom() ? "custom" : "function";
		out.array("tool_calls").object().member("index", tool.tool()).member("id", tool.id()).member("type", type);
		out.object(type).member("name", tool.name()).member(tool.custom() ? "input" : "arguments", "").endObject();
		CallWriter.seal(out, tool.signature());
		out.endObject().endArray();
		end(out);
	}

	private void arguments(int choice, int tool, String fragment, JsonWriter out) {
		boolean custom = choice(choice, out).argue(tool);
		begin(choice, out);
		out.array("tool_calls").object().member("index", tool).object(custom ? "custom" : "function");
		out.member(custom ? "input" : "arguments", fragment).endObject().endObject().endArray();
		end(out);
	}

	private void complete(int choice, int tool, JsonWriter out) {
		if (choice(choice, out).lacksArguments(tool)) {
			arguments(choice, tool, "{}", out);
		}
	}

	private void detail(int choice, @Nullable ContentBlock thought, int index, JsonWriter out) {
		if (thought != null) {
			begin(choice, out);
			out.array("reasoning_details");
			ReasoningDetails.write(thought, index, out);
			out.endArray();
			end(out);
		}
	}

	private void whole(ChatEvent.WholeBlock whole, JsonWriter out) {
		ChoiceState state = choice(whole.choice(), out);
		if (whole.block() instanceof ContentBlock.RedactedThinking) {
			detail(whole.choice(), whole.block(), state.details++, out);
		}
		else if (whole.block() instanceof ContentBlock.Image image) {
			begin(whole.choice(), out);
			PaintedImages.write(List.of(image), out);
			end(out);
		}
	}

	private void refuse(int choice, String text, JsonWriter out) {
		choice(choice, out).refused = true;
		begin(choice, out);
		out.member("refusal", text);
		end(out);
	}

	private void finish(ChatEvent.Finished finished, JsonWriter out) {
		int choice = finished.choice();
		ChoiceState state = choice(choice, out);
		for (int tool = 0; tool < state.tools.size(); tool++) {
			complete(choice, tool, out);
		}
		String why = finished.finish().explanation();
		if (why != null && !state.refused && finished.finish().reason() == FinishReason.CONTENT_FILTER) {
			refuse(choice, why, out);
		}
		begin(choice, out);
		out.endObject().member("finish_reason", FinishWords.write(finished.finish().reason())).endObject();
		close(out);
	}

	private void usage(JsonWriter out) {
		if (!this.frame.usageInStream() || this.usage == Usage.UNKNOWN) {
			return;
		}
		// The head ends inside the first choice, which this chunk has not.
		out.frame(Arrays.copyOf(this.head, this.head.length - 1)).endArray();
		ChatUsage.write(this.usage, out);
		out.endObject().frame("\n\n");
	}

	/** What one choice has said so far. */
	private static final class ChoiceState {

		private final List<ToolState> tools = new ArrayList<>();

		private final StringBuilder thought = new StringBuilder();

		private boolean tooLong;

		private boolean refused;

		private int details;

		void think(String text) {
			this.tooLong |= this.thought.length() + text.length() > LONGEST_THOUGHT;
			if (!this.tooLong) {
				this.thought.append(text);
			}
		}

		void thoughtOver() {
			this.thought.setLength(0);
			this.tooLong = false;
		}

		/**
		 * The thought at hand with its seal, whole: clients send back what they got. A
		 * seal without all of its text is worth nothing.
		 */
		@Nullable ContentBlock sealed(Signature seal) {
			ContentBlock thought = this.tooLong ? null : new ContentBlock.Thinking(this.thought.toString(), seal);
			thoughtOver();
			return thought;
		}

		void tool(ChatEvent.ToolStarted started) {
			this.tools.add(new ToolState(started.custom()));
		}

		boolean argue(int tool) {
			if (tool >= this.tools.size()) {
				return false;
			}
			this.tools.get(tool).arguments = true;
			return this.tools.get(tool).custom;
		}

		boolean lacksArguments(int tool) {
			return tool < this.tools.size() && !this.tools.get(tool).custom && !this.tools.get(tool).arguments;
		}

	}

	/** What is known of one tool call. */
	private static final class ToolState {

		private final boolean custom;

		private boolean arguments;

		ToolState(boolean custom) {
			this.custom = custom;
		}

	}

}
