package dev.sluice.chat.ollama;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Loss;
import dev.sluice.chat.ProviderFailure;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** One object of this API's answers: a whole one, or a line of a stream. Used once. */
final class Reply {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OLLAMA_CHAT);

	private final List<ContentBlock> content = new ArrayList<>(1);

	private List<ContentBlock> calls = List.of();

	private @Nullable String model;

	private @Nullable String createdAt;

	private String doneReason = "";

	private boolean said;

	private boolean done;

	private long input = -1;

	private long output = -1;

	private @Nullable RawJson logprobs;

	private @Nullable GatewayException failure;

	Reply(JsonReader in) {
		this.in = in;
	}

	/**
	 * Reads the object that was entered.
	 */
	Reply read() {
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(name);
			}
		}
		return this;
	}

	private void member(String name) {
		switch (name) {
			case "model" -> this.model = this.in.string(name);
			case "created_at" -> this.createdAt = this.in.string(name);
			case "message" -> message();
			case "done" -> this.done = Boolean.TRUE.equals(this.in.bool(name));
			case "done_reason" -> this.doneReason = this.in.text(name);
			case "prompt_eval_count" -> this.input = this.in.count();
			case "eval_count" -> this.output = this.in.count();
			case "logprobs" -> this.logprobs = this.in.isArray()
					? new RawJson("{\"content\":" + this.in.raw().text() + ",\"refusal\":null}") : null;
			case "error" -> this.failure = ProviderFailure.read(this.in);
			default -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
		}
		this.in.skip();
	}

	private void message() {
		if (!this.in.object("message")) {
			return;
		}
		this.said = true;
		JsonText text = JsonText.of("");
		String thinking = "";
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (name) {
				case "content" -> text = this.in.passage("message.content");
				case "thinking" -> thinking = this.in.text("message.thinking");
				case "tool_calls" ->
					this.calls = new CallReader(this.in, CallHistory.ofAnswer(), "message.tool_calls").calls();
				case "images" -> this.in.strings("message.images")
					.forEach((data) -> this.content
						.add(new ContentBlock.Image(MessageReader.image(data), null, null, Extras.NONE)));
				default -> this.in.skip();
			}
		}
		if (!text.isEmpty()) {
			this.content.add(0, new ContentBlock.Text(text));
		}
		if (!thinking.isEmpty()) {
			this.content.add(0, new ContentBlock.Thinking(thinking, null));
		}
	}

	List<ContentBlock> content() {
		List<ContentBlock> all = new ArrayList<>(this.content);
		all.addAll(this.calls);
		return all;
	}

	boolean callsTools() {
		return !this.calls.isEmpty();
	}

	@Nullable String model() {
		return this.model;
	}

	boolean said() {
		return this.said;
	}

	boolean done() {
		return this.done;
	}

	@Nullable GatewayException failure() {
		return this.failure;
	}

	@Nullable RawJson logprobs() {
		return this.logprobs;
	}

	Usage usage() {
		return TokenCounts.of(this.input, -1, -1, this.output, -1);
	}

	Finish finish() {
		return Finish.of(switch (this.doneReason) {
			case "stop" -> FinishReason.STOP;
			case "length" -> FinishReason.LENGTH;
			default -> FinishReason.OTHER;
		});
	}

	/**
	 * Seconds since 1970, or -1.
	 */
	long created() {
		if (this.createdAt == null) {
			return -1;
		}
		try {
			return OffsetDateTime.parse(this.createdAt).toEpochSecond();
		}
		catch (DateTimeException ex) {
			return -1;
		}
	}

	/**
	 * What only clients of the same dialect understand, the exact time included.
	 */
	Extras extras() {
		if (this.createdAt != null) {
			this.extras.keep("created_at", RawJson.ofText(this.createdAt), Loss.QUIET);
		}
		if (finish().reason() == FinishReason.OTHER && !this.doneReason.isEmpty()) {
			this.extras.keep("done_reason", RawJson.ofText(this.doneReason), Loss.QUIET);
		}
		return this.extras.gathered();
	}

	GatewayException bad() {
		return (this.failure != null) ? this.failure
				: new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no message.");
	}

}
