package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Span;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.json.JsonReader;

/** Reads the members of a request. Used once. */
final class RequestReader {

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_GENERATE);

	private final ConfigReader config;

	private final ToolReader tools;

	private List<Message> instructions = List.of();

	private List<Message> contents = List.of();

	private @Nullable String serviceTier;

	RequestReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
		this.config = new ConfigReader(in, this.extras);
		this.tools = new ToolReader(in, this.extras);
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
		if (this.contents.isEmpty()) {
			throw this.in.wrong("contents", "Field 'contents' must hold at least one message.");
		}
		List<Message> messages = new ArrayList<>(this.instructions);
		messages.addAll(this.contents);
		String model = this.envelope.model();
		return new ChatRequest(Dialect.GEMINI_GENERATE, (model != null) ? model : "", messages, this.tools.tooling(),
				this.config.output(this.envelope.stream()), this.config.sampling(), this.config.reasoning(), null,
				this.serviceTier, this.extras.gathered());
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
		switch (Words.camel(name)) {
			case "contents" -> this.contents = new ContentReader(this.in).contents();
			case "systemInstruction" -> this.instructions = instructions();
			case "tools" -> this.tools.tools();
			case "toolConfig" -> this.tools.config();
			case "generationConfig" -> this.config.read();
			case "serviceTier" -> this.serviceTier = this.in.string(name);
			case "cachedContent" -> this.extras.keep("cachedContent", this.in.raw(), Loss.REFUSED);
			case "model", "labels" -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
			default -> this.extras.keep(Words.camel(name), this.in.raw(), Loss.NAMED);
		}
	}

	// Some clients write the instruction as a bare text.
	private List<Message> instructions() {
		ContentReader reader = new ContentReader(this.in);
		Message message = this.in.isString() ? reader.text() : reader.content("systemInstruction");
		return (message != null) ? List.of(new Message(Role.SYSTEM, message.content())) : List.of();
	}

}
