package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonReader;

/** Reads what one choice's chunks say. */
final class ChoiceDecoder {

	private final int index;

	private final List<ChatEvent> said;

	private final Map<Long, CallDecoder> current = new HashMap<>();

	private final List<CallDecoder> calls = new ArrayList<>();

	private @Nullable FinishReason reason;

	private boolean finished;

	private @Nullable String thought;

	private boolean sealed;

	ChoiceDecoder(int index, List<ChatEvent> said) {
		this.index = index;
		this.said = said;
	}

	boolean isFinished() {
		return this.finished;
	}

	/**
	 * Whether a finish was read that is not told yet: a delta may stand behind it.
	 */
	boolean pending() {
		return this.reason != null && !this.finished;
	}

	void delta(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		this.thought = null;
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (!in.isNull()) {
				member(name, in);
			}
		}
	}

	private void member(String name, JsonReader in) {
		switch (name) {
			case "content" -> content(in);
			case "refusal" -> {
				String text = in.isString() ? in.text(name) : "";
				if (!text.isEmpty()) {
					this.said.add(new ChatEvent.RefusalDelta(this.index, text));
				}
				in.skip();
			}
			case "reasoning_content", "reasoning" -> reasoning(name, in);
			case "reasoning_details" -> details(in);
			case "tool_calls" -> calls(in);
			case PaintedImages.NAME ->
				PaintedImages.read(in).forEach((image) -> this.said.add(new ChatEvent.WholeBlock(this.index, image)));
			case "function_call" -> call(0).function(in);
			default -> in.skip();
		}
	}

	private void content(JsonReader in) {
		if (in.isString()) {
			text(in.text("content"));
		}
		else if (in.isArray()) {
			while (in.nextElement()) {
				if (new PartReader(in).part() instanceof ContentBlock.Text text) {
					text(text.text());
				}
			}
		}
		else {
			in.skip();
		}
	}

	private void text(String text) {
		if (!text.isEmpty()) {
			this.said.add(new ChatEvent.TextDelta(this.index, text));
		}
	}

	// Some vendors say the same under both names in one delta.
	private void reasoning(String name, JsonReader in) {
		String text = in.isString() ? in.text(name) : "";
		in.skip();
		if (!text.isEmpty() && this.thought == null) {
			this.thought = text;
			this.said.add(new ChatEvent.ThinkingDelta(this.index, text));
		}
	}

	private void details(JsonReader in) {
		if (!in.isArray()) {
			in.skip();
			return;
		}
		while (in.nextElement()) {
			ContentBlock block = in.isObject() ? ReasoningDetails.entry(in) : null;
			if (block instanceof ContentBlock.RedactedThinking) {
				this.said.add(new ChatEvent.WholeBlock(this.index, block));
			}
			else if (block instanceof ContentBlock.Thinking thinking) {
				detail(thinking);
			}
		}
	}

	private void detail(ContentBlock.Thinking thinking) {
		Signature seal = thinking.signature();
		// The text of a detail repeats what the bare text said before.
		if (this.thought == null && seal == null && !thinking.text().isEmpty()) {
			this.said.add(new ChatEvent.ThinkingDelta(this.index, thinking.text()));
		}
		if (seal != null) {
			this.said.add(new ChatEvent.ThinkingSigned(this.index, seal));
		}
	}

	private void calls(JsonReader in) {
		if (!in.isArray()) {
			in.skip();
			return;
		}
		int position = 0;
		while (in.nextElement()) {
			if (in.isObject()) {
				CallDelta delta = new CallDelta(position++);
				delta.read(in);
				take(delta);
			}
		}
	}

	private void take(CallDelta delta) {
		CallDecoder call = this.current.get(delta.index());
		// Another call under an index that is in use is a new call.
		if (call != null && delta.name() != null && call.isOther(delta.id())) {
			this.current.remove(delta.index());
		}
		call(delta.index()).take(delta);
	}

	private CallDecoder call(long index) {
		return this.current.computeIfAbsent(index, (key) -> {
			CallDecoder call = new CallDecoder(this.index, this.calls.size(), this.said);
			this.calls.add(call);
			return call;
		});
	}

	void logprobs(JsonReader in) {
		if (in.isObject()) {
			this.said.add(new ChatEvent.Logprobs(this.index, in.raw()));
		}
	}

	void finish(JsonReader in) {
		if (in.isString()) {
			String word = in.text("finish_reason");
			this.reason = word.isEmpty() ? null : FinishWords.read(word);
		}
		in.skip();
	}

	void finished() {
		FinishReason told = this.reason;
		if (told == null || this.finished) {
			return;
		}
		if (told == FinishReason.FAILED) {
			this.said.add(new ChatEvent.Failed(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
					"The provider's model failed in the middle of its answer.")));
			return;
		}
		this.finished = true;
		this.calls.forEach(CallDecoder::finish);
		this.said.add(new ChatEvent.Finished(this.index, Finish.of(told).given(!this.calls.isEmpty())));
	}

	void done() {
		this.reason = (this.reason != null) ? this.reason : FinishReason.OTHER;
		finished();
	}

}
