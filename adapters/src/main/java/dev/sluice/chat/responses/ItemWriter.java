package dev.sluice.chat.responses;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.JsonWriter;

/** Writes items as inputs and outputs share them. */
final class ItemWriter {

	private static final String IMAGE = "image/";

	private ItemWriter() {
	}

	static JsonText text(List<ContentBlock> content, String between) {
		if (content.size() == 1 && content.get(0) instanceof ContentBlock.Text only) {
			return only.passage();
		}
		return JsonText.of(content.stream()
			.filter(ContentBlock.Text.class::isInstance)
			.map((block) -> ((ContentBlock.Text) block).text())
			.collect(Collectors.joining(between)));
	}

	/**
	 * Writes reasoning that this dialect's provider sealed.
	 * @param stored whether the provider knows the item by its id, so that its cipher
	 * text may be missing
	 */
	static void reasoning(JsonWriter out, ContentBlock.Thinking thinking, boolean stored) {
		Signature seal = thinking.signature();
		if (seal == null || (!stored && Seals.cipher(seal) == null)) {
			return;
		}
		out.object().member("type", "reasoning").optional("id", Seals.id(seal));
		summary(out, thinking.text());
		out.optional("encrypted_content", Seals.cipher(seal)).endObject();
	}

	static void summary(JsonWriter out, String text) {
		out.array("summary");
		if (!text.isEmpty()) {
			out.object().member("type", "summary_text").member("text", text).endObject();
		}
		out.endArray();
	}

	/**
	 * Writes a reasoning item of an answer, without its end.
	 */
	static void reasoning(JsonWriter out, String id, String text, @Nullable String encrypted) {
		out.object().member("id", id).member("type", "reasoning");
		summary(out, text);
		out.optional("encrypted_content", encrypted).endObject();
	}

	/**
	 * Writes a call of an answer.
	 */
	static void call(JsonWriter out, String id, ContentBlock.ToolUse use, String arguments, String status) {
		out.object().member("id", id).member("type", use.custom() ? "custom_tool_call" : "function_call");
		out.member("status", status).member("call_id", use.id()).member("name", use.name());
		out.member(use.custom() ? "input" : "arguments", arguments).endObject();
	}

	/**
	 * Writes an image of an answer, as OpenAI's own tool gives it.
	 */
	static void image(JsonWriter out, String id, ContentBlock.Image image) {
		out.object().member("id", id).member("type", "image_generation_call").member("status", "completed");
		out.optional("output_format", format(image.source().mediaType()));
		out.member("result", image.source().value()).endObject();
	}

	private static @Nullable String format(@Nullable String mediaType) {
		return (mediaType != null && mediaType.startsWith(IMAGE)) ? mediaType.substring(IMAGE.length()) : null;
	}

}
