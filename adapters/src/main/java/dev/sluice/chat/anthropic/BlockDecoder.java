package dev.sluice.chat.anthropic;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Signature;

/** Reads the events of one content block. */
final class BlockDecoder {

	private final int tool;

	private boolean arguments;

	private @Nullable String whole;

	private boolean known = true;

	BlockDecoder(int tool) {
		this.tool = tool;
	}

	void begin(MessageStreamDecoder.EventParts parts, Consumer<ChatEvent> out) {
		switch (parts.kind()) {
			case "text" -> text(parts.text(), out);
			case "thinking" -> thinking(parts.text(), out);
			case "redacted_thinking" -> {
				Signature data = Seal.read(parts.text());
				if (data != null) {
					out.accept(new ChatEvent.WholeBlock(0, new ContentBlock.RedactedThinking(data)));
				}
			}
			case "tool_use" -> {
				String id = (parts.id() == null || parts.id().isEmpty()) ? Ids.mint() : parts.id();
				out.accept(new ChatEvent.ToolStarted(0, this.tool, id, String.valueOf(parts.name()), false, null));
				this.whole = parts.input();
			}
			// Server tools and their results, which only this dialect knows.
			default -> this.known = false;
		}
	}

	void delta(MessageStreamDecoder.EventParts parts, Consumer<ChatEvent> out) {
		String text = parts.text();
		switch (parts.kind()) {
			case "text_delta" -> text(text, out);
			case "thinking_delta" -> thinking(text, out);
			case "signature_delta" -> {
				Signature seal = Seal.read(text);
				if (seal != null) {
					out.accept(new ChatEvent.ThinkingSigned(0, seal));
				}
			}
			case "input_json_delta" -> {
				if (!text.isEmpty() && this.tool >= 0) {
					this.arguments = true;
					out.accept(new ChatEvent.ToolArguments(0, this.tool, text));
				}
			}
			default -> {
				// Citations, and what later versions may add.
			}
		}
	}

	private static void text(String text, Consumer<ChatEvent> out) {
		if (!text.isEmpty()) {
			out.accept(new ChatEvent.TextDelta(0, text));
		}
	}

	private static void thinking(String text, Consumer<ChatEvent> out) {
		if (!text.isEmpty()) {
			out.accept(new ChatEvent.ThinkingDelta(0, text));
		}
	}

	void end(Consumer<ChatEvent> out) {
		// Some servers give the whole input at the begin and no pieces.
		if (this.tool >= 0 && !this.arguments && this.whole != null && this.whole.startsWith("{")
				&& !this.whole.equals("{}")) {
			out.accept(new ChatEvent.ToolArguments(0, this.tool, this.whole));
		}
		if (this.known) {
			out.accept(new ChatEvent.BlockEnded(0, this.tool));
		}
	}

}
