package dev.sluice.chat.gemini;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Signature;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** Reads one part of a message or an answer. Used once. */
final class PartReader {

	/** The member of a text that carries a seal. */
	static final String SEAL = "thoughtSignature";

	private final JsonReader in;

	private final CallHistory ids;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_GENERATE);

	private @Nullable JsonText text;

	private boolean thought;

	private @Nullable Signature seal;

	private boolean redacted;

	private @Nullable Source media;

	private ContentBlock.@Nullable ToolUse call;

	private ContentBlock.@Nullable ToolResult result;

	private @Nullable String opaque;

	PartReader(JsonReader in, CallHistory ids) {
		this.in = in;
		this.ids = ids;
	}

	/**
	 * Reads the object that was entered, and adds what it means.
	 */
	void read(List<ContentBlock> blocks) {
		int start = this.in.position();
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			member(Words.camel(name));
		}
		add(blocks, start);
	}

	private void member(String name) {
		switch (name) {
			case "text" -> this.text = this.in.passage("contents.parts.text");
			case "thought" -> this.thought = Boolean.TRUE.equals(this.in.bool("contents.parts.thought"));
			case SEAL -> seal();
			case "inlineData" -> this.media = new MediaReader(this.in).inline();
			case "fileData" -> this.media = new MediaReader(this.in).file();
			case "functionCall" -> this.call = new CallReader(this.in, this.ids).call();
			case "functionResponse" -> this.result = new CallReader(this.in, this.ids).result();
			case "executableCode", "codeExecutionResult", "toolCall", "toolResponse" -> {
				this.opaque = name;
				this.in.skip();
			}
			default -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
		}
	}

	private void seal() {
		String value = this.in.text("contents.parts.thoughtSignature");
		if (!value.isEmpty()) {
			this.seal = Seal.read(value);
			this.redacted = Seal.isRedacted(value);
		}
	}

	private void add(List<ContentBlock> blocks, int start) {
		if (this.opaque != null) {
			blocks.add(new ContentBlock.Opaque(Dialect.GEMINI_GENERATE, this.opaque, this.in.since(start)));
		}
		else if (this.call != null) {
			blocks.add(sealed(this.call));
		}
		else if (this.result != null) {
			blocks.add(this.result);
		}
		else if (this.media != null) {
			beforeSeal();
			ContentBlock block = MediaReader.block(this.media, this.extras.gathered());
			blocks.add((block != null) ? block
					: new ContentBlock.Opaque(Dialect.GEMINI_GENERATE, "video", this.in.since(start)));
			afterSeal(blocks);
		}
		else if (this.thought) {
			blocks.add(new ContentBlock.Thinking((this.text != null) ? this.text.toString() : "", this.seal));
		}
		else if (this.text != null || this.seal != null) {
			text(blocks, (this.text != null) ? this.text : JsonText.of(""));
		}
	}

	private ContentBlock.ToolUse sealed(ContentBlock.ToolUse bare) {
		return new ContentBlock.ToolUse(bare.id(), bare.name(), bare.arguments(), false, this.seal, null,
				bare.extras());
	}

	private void text(List<ContentBlock> blocks, JsonText text) {
		if (!text.isEmpty() || this.seal == null) {
			beforeSeal();
			blocks.add(new ContentBlock.Text(text, null, this.extras.gathered()));
		}
		afterSeal(blocks);
	}

	// The seal of an answer's text is a block of its own for everyone else.
	private void beforeSeal() {
		if (this.seal != null && this.seal.by() == Dialect.GEMINI_GENERATE) {
			this.extras.keep(SEAL, RawJson.ofText(this.seal.value()), Loss.QUIET);
		}
	}

	private void afterSeal(List<ContentBlock> blocks) {
		if (this.seal != null) {
			blocks.add(this.redacted ? new ContentBlock.RedactedThinking(this.seal)
					: new ContentBlock.Thinking("", this.seal));
		}
	}

}
