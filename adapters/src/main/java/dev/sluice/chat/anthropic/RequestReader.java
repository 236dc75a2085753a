package dev.sluice.chat.anthropic;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Span;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Message;
import dev.sluice.chat.Output;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Role;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the members of a request. */
final class RequestReader {

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.ANTHROPIC_MESSAGES);

	private final ToolReader tools;

	private final ThinkingReader thinking;

	private final List<Message> messages = new ArrayList<>();

	private @Nullable Message system;

	private @Nullable String model;

	private long maxTokens = -1;

	private List<String> stop = List.of();

	private @Nullable Boolean stream;

	private @Nullable OutputFormat format;

	private @Nullable BigDecimal temperature;

	private @Nullable BigDecimal topP;

	private @Nullable Long topK;

	private @Nullable String user;

	private @Nullable String serviceTier;

	RequestReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
		this.tools = new ToolReader(in);
		this.thinking = new ThinkingReader(in, this.extras);
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
		return request();
	}

	private ChatRequest request() {
		if (this.system != null) {
			this.messages.add(0, this.system);
		}
		Output output = new Output(this.maxTokens, this.stop, null, this.format, null, null, null, this.stream, null);
		Sampling sampling = new Sampling(this.temperature, this.topP, this.topK, null, null, null);
		String told = (this.model != null) ? this.model : this.envelope.model();
		return new ChatRequest(Dialect.ANTHROPIC_MESSAGES, (told != null) ? told : "", List.copyOf(this.messages),
				this.tools.tooling(), output, sampling, this.thinking.reasoning(), this.user, this.serviceTier,
				this.extras.gathered());
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
			case "messages" -> messages();
			case "system" -> {
				boolean plain = this.in.isString();
				this.system = new Message(Role.SYSTEM, BlockReader.blocks(this.in, name), plain, null, Extras.NONE);
			}
			case "max_tokens" -> maxTokens(name);
			case "stop_sequences" -> this.stop = this.in.strings(name);
			case "stream" -> this.stream = this.in.bool(name);
			case "temperature" -> this.temperature = this.in.decimal(name);
			case "top_p" -> this.topP = this.in.decimal(name);
			case "top_k" -> this.topK = this.in.integer(name);
			case "tools" -> this.tools.tools();
			case "tool_choice" -> this.tools.choice();
			case "thinking" -> this.thinking.thinking();
			case "output_config" -> outputConfig();
			case "output_format" -> format();
			case "metadata" -> metadata();
			case "service_tier" -> this.serviceTier = this.in.string(name);
			default -> {
				boolean quiet = name.equals("cache_control") || name.equals("diagnostics");
				this.extras.keep(name, this.in.raw(), quiet ? Loss.QUIET : Loss.NAMED);
			}
		}
	}

	private void maxTokens(String name) {
		Long cap = this.in.integer(name);
		if (cap != null && cap < 0) {
			throw this.in.wrong(name, "Field 'max_tokens' must not be negative.");
		}
		this.maxTokens = (cap != null) ? cap : -1;
	}

	private void messages() {
		if (this.in.array("messages")) {
			while (this.in.nextElement()) {
				if (!this.in.isObject()) {
					throw this.in.wrong("messages", "Field 'messages' must be a list of objects.");
				}
				this.messages.add(message());
			}
		}
	}

	private Message message() {
		Extras.Gatherer rest = new Extras.Gatherer(Dialect.ANTHROPIC_MESSAGES);
		String role = "";
		boolean plain = false;
		List<ContentBlock> content = List.of();
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "role" -> role = this.in.text("messages.role");
				case "content" -> {
					plain = this.in.isString();
					content = BlockReader.blocks(this.in, "messages.content");
				}
				default -> rest.keep(name, this.in.raw(), Loss.NAMED);
			}
		}
		return new Message(role(role), content, plain, null, rest.gathered());
	}

	private Role role(String role) {
		return switch (role) {
			case "user" -> Role.USER;
			case "assistant" -> Role.ASSISTANT;
			case "system" -> Role.SYSTEM;
			default -> throw this.in.wrong("messages.role", "A message's role must be user or assistant.");
		};
	}

	private void metadata() {
		if (!this.in.object("metadata")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("user_id")) {
				this.user = this.in.string("metadata.user_id");
			}
			this.in.skip();
		}
	}

	private void outputConfig() {
		if (!this.in.object("output_config")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("format")) {
				format();
			}
			else if (name.equals("effort") && this.in.isString()) {
				effort();
			}
			else if (!this.in.isNull()) {
				this.extras.keep("output_config." + name, this.in.raw(), Loss.NAMED);
			}
		}
	}

	private void effort() {
		Effort effort = Effort.of(this.in.text("output_config.effort"));
		if (effort != null) {
			this.thinking.effort(effort);
		}
		else {
			this.extras.keep("output_config.effort", this.in.raw(), Loss.NAMED);
		}
	}

	private void format() {
		if (!this.in.object("output_config.format")) {
			return;
		}
		RawJson schema = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("schema")) {
				schema = this.in.raw();
			}
			this.in.skip();
		}
		if (schema == null) {
			throw this.in.wrong("output_config.format", "Field 'output_config.format' needs a 'schema'.");
		}
		this.format = new OutputFormat.JsonSchema(null, null, schema, null);
	}

}
