package dev.sluice.chat.ollama;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Span;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonReader;

/** Reads the members of a request. Used once. */
final class RequestReader {

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OLLAMA_CHAT);

	private final OptionsReader options;

	private @Nullable String model;

	private List<Message> messages = List.of();

	private Tooling tooling = Tooling.NONE;

	private @Nullable OutputFormat format;

	private @Nullable Boolean stream;

	private @Nullable Boolean logprobs;

	private @Nullable Long topLogprobs;

	private Reasoning reasoning = Reasoning.UNSET;

	RequestReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
		this.options = new OptionsReader(in, this.extras);
	}

	ChatRequest read() {
		if (!this.in.start().isObject()) {
			throw this.in.wrong("body", "The body must be a JSON object.");
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull() || ours()) {
				this.in.skip();
			}
			else {
				member(name);
			}
		}
		if (this.messages.isEmpty()) {
			throw this.in.wrong("messages", "Field 'messages' must hold at least one message.");
		}
		String told = (this.model != null) ? this.model : this.envelope.model();
		// A stream unless said otherwise, and with usage always.
		Boolean streamed = (this.stream != null) ? this.stream : Boolean.TRUE;
		Output output = new Output(this.options.maxTokens(), this.options.stop(), null, this.format, this.logprobs,
				this.topLogprobs, null, streamed, Boolean.TRUE);
		return new ChatRequest(Dialect.OLLAMA_CHAT, (told != null) ? told : "", this.messages, this.tooling, output,
				this.options.sampling(), this.reasoning, null, null, this.extras.gathered());
	}

	private boolean ours() {
		for (Span cut : this.envelope.cuts()) {
			if (cut.start() <= this.in.position() && this.in.position() < cut.end()) {
				return true;
			}
		}
		return false;
	}

	private void member(String name) {
		switch (name) {
			case "model" -> this.model = this.in.text(name);
			case "messages" -> this.messages = new MessageReader(this.in).messages();
			case "tools" -> this.tooling = new Tooling(new ToolReader(this.in).tools(), null, null);
			case "options" -> this.options.read();
			case "format" -> format();
			case "stream" -> this.stream = this.in.bool(name);
			case "think" -> think();
			case "logprobs" -> this.logprobs = this.in.bool(name);
			case "top_logprobs" -> this.topLogprobs = this.in.integer(name);
			case "keep_alive" -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
			default -> this.extras.keep(name, this.in.raw(), Loss.NAMED);
		}
	}

	private void format() {
		if (this.in.isObject()) {
			this.format = new OutputFormat.JsonSchema(null, null, this.in.raw(), null);
			return;
		}
		String word = this.in.text("format");
		if (word.equals("json")) {
			this.format = new OutputFormat.JsonObject();
		}
		else if (!word.isEmpty()) {
			throw this.in.wrong("format", "Field 'format' must be \"json\" or a JSON Schema.");
		}
	}

	private void think() {
		if (!this.in.isString()) {
			boolean on = Boolean.TRUE.equals(this.in.bool("think"));
			this.reasoning = new Reasoning(on ? Reasoning.Mode.ON : Reasoning.Mode.OFF, null, -1, null);
			return;
		}
		Effort effort = Effort.of(this.in.text("think"));
		if (effort == null) {
			throw this.in.wrong("think", "Field 'think' must be true, false, \"low\", \"medium\" or \"high\".");
		}
		this.reasoning = Reasoning.of(effort);
	}

}
