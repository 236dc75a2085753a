package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** What one candidate of an answer, or of one chunk of it, says. Used once. */
final class Candidate {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_GENERATE);

	private final List<ContentBlock> blocks = new ArrayList<>();

	private final CallHistory calls;

	private int index;

	private @Nullable String reason;

	private @Nullable String message;

	private @Nullable RawJson logprobs;

	Candidate(JsonReader in, CallHistory calls, int position) {
		this.in = in;
		this.calls = calls;
		this.index = position;
	}

	Candidate read() {
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(Words.camel(name));
			}
		}
		return this;
	}

	private void member(String name) {
		switch (name) {
			case "index" -> this.index = (int) Math.min(Math.max(this.in.count(), 0), 127);
			case "content" -> content();
			case "finishReason" -> this.reason = this.in.string(name);
			case "finishMessage" -> this.message = this.in.string(name);
			case "logprobsResult" -> {
				RawJson own = this.in.raw();
				this.logprobs = Logprobs.read(own);
				this.extras.keep(name, own, Loss.QUIET);
			}
			default -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
		}
	}

	private void content() {
		if (!this.in.object("content")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("parts") && this.in.array("content.parts")) {
				while (this.in.nextElement()) {
					if (this.in.object("content.parts")) {
						new PartReader(this.in, this.calls).read(this.blocks);
					}
				}
			}
			else {
				this.in.skip();
			}
		}
	}

	int index() {
		return this.index;
	}

	List<ContentBlock> blocks() {
		return this.blocks;
	}

	@Nullable RawJson logprobs() {
		return this.logprobs;
	}

	boolean callsTools() {
		return this.blocks.stream().anyMatch(ContentBlock.ToolUse.class::isInstance);
	}

	/**
	 * The word for its end, or null when it has not ended.
	 */
	@Nullable String reason() {
		return (this.reason == null || this.reason.isEmpty() || this.reason.equals("FINISH_REASON_UNSPECIFIED")) ? null
				: this.reason;
	}

	Finish finish(String word) {
		FinishReason meant = Words.finish(word);
		String explanation = (meant == FinishReason.CONTENT_FILTER && this.message == null) ? Words.explanation(word)
				: this.message;
		return new Finish(meant, null, explanation);
	}

	Extras extras(String word) {
		if (!Words.finish(Words.finish(word)).equals(word)) {
			this.extras.keep("finishReason", new RawJson("\"" + word + "\""), Loss.QUIET);
		}
		if (this.message != null) {
			this.extras.keep("finishMessage", RawJson.ofText(this.message), Loss.QUIET);
		}
		return this.extras.gathered();
	}

}
