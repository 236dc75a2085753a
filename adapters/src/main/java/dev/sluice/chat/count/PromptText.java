package dev.sluice.chat.count;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Message;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Source;
import dev.sluice.chat.Tool;
import dev.sluice.chat.json.RawJson;

/** What a model reads of a request, as far as an estimate needs it. Used once. */
public final class PromptText {

	/** What frames a message or a tool, in tokens. */
	private static final long FRAME = 4;

	/** A picture of usual size, a page or a few seconds of sound, in tokens. */
	private static final long MEDIUM = 765;

	private final StringBuilder text = new StringBuilder();

	private long besides = FRAME;

	private PromptText() {
	}

	/**
	 * Reads a request.
	 * @param request any dialect's
	 * @return its text, and the tokens of what is no text
	 */
	public static PromptText of(ChatRequest request) {
		PromptText prompt = new PromptText();
		request.messages().forEach(prompt::message);
		request.tooling().tools().forEach(prompt::tool);
		OutputFormat format = request.output().format();
		if (format instanceof OutputFormat.JsonSchema schema) {
			prompt.add(schema.schema());
		}
		return prompt;
	}

	/**
	 * Everything that is text, one piece a line.
	 * @return the text
	 */
	public String text() {
		return this.text.toString();
	}

	/**
	 * The tokens of what is no text: what frames messages, and media by the piece.
	 * @return tokens
	 */
	public long besides() {
		return this.besides;
	}

	private void message(Message message) {
		this.besides += FRAME;
		message.content().forEach(this::block);
	}

	private void block(ContentBlock block) {
		if (block instanceof ContentBlock.Text said) {
			add(said.text());
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			add(use.name());
			add(use.arguments());
		}
		else if (block instanceof ContentBlock.ToolResult result) {
			result.content().forEach(this::block);
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			add(thinking.text());
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			add(refusal.text());
		}
		else if (block instanceof ContentBlock.Opaque opaque) {
			add(opaque.whole());
		}
		else if (block instanceof ContentBlock.Document document) {
			source(document.source());
		}
		else if (block instanceof ContentBlock.Image || block instanceof ContentBlock.Audio) {
			this.besides += MEDIUM;
		}
	}

	private void source(Source source) {
		if (source.kind() == Source.Kind.TEXT) {
			add(source.value());
		}
		else {
			this.besides += MEDIUM;
		}
	}

	private void tool(Tool tool) {
		this.besides += FRAME;
		add(tool.name());
		if (tool instanceof Tool.Function function) {
			add(function.description());
			add(function.schema());
		}
		else if (tool instanceof Tool.Custom custom) {
			add(custom.description());
			add(custom.format());
		}
		else if (tool instanceof Tool.Hosted hosted) {
			add(hosted.whole());
		}
	}

	private void add(@Nullable RawJson json) {
		add((json != null) ? json.text() : null);
	}

	private void add(@Nullable String more) {
		if (more != null && !more.isEmpty()) {
			this.text.append(more).append('\n');
		}
	}

}
