package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/**
 * The carrier of reasoning through a dialect that has no place for it: the list
 * {@code reasoning_details} in the shape that OpenRouter made common, beside
 * {@code reasoning_content}, which is for showing only.
 */
final class ReasoningDetails {

	private static final String TEXT = "reasoning.text";

	private static final String ENCRYPTED = "reasoning.encrypted";

	private final List<ContentBlock> details = new ArrayList<>();

	private @Nullable String text;

	void text(String text) {
		this.text = text;
	}

	/**
	 * The reasoning of the message: that of the details, else the bare text.
	 */
	List<ContentBlock> blocks() {
		if (this.details.isEmpty()) {
			return (this.text == null || this.text.isEmpty()) ? List.of()
					: List.of(new ContentBlock.Thinking(this.text, null));
		}
		return List.copyOf(this.details);
	}

	void read(JsonReader in) {
		if (in.array("messages.reasoning_details")) {
			while (in.nextElement()) {
				if (in.isObject()) {
					ContentBlock block = entry(in);
					if (block != null) {
						this.details.add(block);
					}
				}
				else {
					in.skip();
				}
			}
		}
	}

	static @Nullable ContentBlock entry(JsonReader in) {
		String type = "";
		String text = "";
		String seal = null;
		String data = null;
		Dialect by = Dialect.OPENAI_CHAT;
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (!in.isString()) {
				in.skip();
				continue;
			}
			String value = in.text(name);
			switch (name) {
				case "type" -> type = value;
				case "text", "summary" -> text = value;
				case "signature" -> seal = value;
				case "data" -> data = value;
				case "format" -> by = signer(value);
				default -> {
				}
			}
		}
		if (type.equals(ENCRYPTED)) {
			return (data == null || data.isEmpty()) ? null : new ContentBlock.RedactedThinking(new Signature(by, data));
		}
		Signature signature = (seal == null || seal.isEmpty()) ? null : new Signature(by, seal);
		return (signature == null && text.isEmpty()) ? null : new ContentBlock.Thinking(text, signature);
	}

	static void write(List<ContentBlock> content, JsonWriter out) {
		out.array("reasoning_details");
		int index = 0;
		for (ContentBlock block : content) {
			if (block instanceof ContentBlock.Thinking || block instanceof ContentBlock.RedactedThinking) {
				write(block, index++, out);
			}
		}
		out.endArray();
	}

	static void write(ContentBlock block, int index, JsonWriter out) {
		if (block instanceof ContentBlock.RedactedThinking redacted) {
			out.object().member("type", ENCRYPTED).member("data", redacted.data().value());
			out.member("format", format(redacted.data().by())).member("index", index).endObject();
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			out.object().member("type", TEXT).member("text", thinking.text());
			Signature seal = thinking.signature();
			if (seal != null) {
				out.member("signature", seal.value()).member("format", format(seal.by()));
			}
			out.member("index", index).endObject();
		}
	}

	static boolean sealed(ContentBlock block) {
		return block instanceof ContentBlock.RedactedThinking
				|| (block instanceof ContentBlock.Thinking thinking && thinking.signature() != null);
	}

	private static String format(Dialect by) {
		return switch (by) {
			case ANTHROPIC_MESSAGES -> "anthropic-claude-v1";
			case GEMINI_GENERATE -> "google-gemini-v1";
			case OPENAI_RESPONSES -> "openai-responses-v1";
			default -> "unknown";
		};
	}

	private static Dialect signer(String format) {
		return switch (format) {
			case "anthropic-claude-v1" -> Dialect.ANTHROPIC_MESSAGES;
			case "google-gemini-v1" -> Dialect.GEMINI_GENERATE;
			case "openai-responses-v1" -> Dialect.OPENAI_RESPONSES;
			default -> Dialect.OPENAI_CHAT;
		};
	}

}
