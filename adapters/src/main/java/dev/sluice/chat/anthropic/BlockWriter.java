package dev.sluice.chat.anthropic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Arguments;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Names;
import dev.sluice.chat.Source;
import dev.sluice.chat.StayingThoughts;
import dev.sluice.chat.json.JsonWriter;

/** Writes the content blocks of a request. */
final class BlockWriter {

	static final int LONGEST_ID = 64;

	private static final String WHERE = "messages.content.";

	private final Dialect origin;

	private final Capabilities can;

	private final Names names;

	private final CacheMarks marks;

	private final JsonWriter out;

	private final Dropped dropped;

	private final StayingThoughts thoughts;

	BlockWriter(Dialect origin, Capabilities can, Names names, CacheMarks marks, JsonWriter out, Dropped dropped) {
		this.origin = origin;
		this.can = can;
		this.names = names;
		this.marks = marks;
		this.out = out;
		this.dropped = dropped;
		this.thoughts = new StayingThoughts(origin, dropped);
	}

	/**
	 * Whether a block can be sent at all; when it cannot and matters, it is noted as
	 * lost.
	 */
	boolean takes(ContentBlock block) {
		if (block instanceof ContentBlock.Thinking || block instanceof ContentBlock.RedactedThinking) {
			return thought(block);
		}
		if (block instanceof ContentBlock.Audio) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Sounds cannot be sent to the chosen model's provider. Leave them out, or choose another model.")
				.param("messages.content");
		}
		boolean takes = media(block);
		if (!takes) {
			this.dropped.add(WHERE + ((block instanceof ContentBlock.Opaque opaque) ? opaque.type()
					: block.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
		}
		return takes;
	}

	// Thoughts without a seal of its own are refused.
	private boolean thought(ContentBlock block) {
		boolean own = Seal.own((block instanceof ContentBlock.Thinking thinking) ? thinking.signature()
				: ((ContentBlock.RedactedThinking) block).data());
		if (!own) {
			this.thoughts.note(block);
		}
		return own;
	}

	private boolean media(ContentBlock block) {
		if (block instanceof ContentBlock.Opaque opaque) {
			return opaque.origin() == Dialect.ANTHROPIC_MESSAGES;
		}
		if (block instanceof ContentBlock.Image image) {
			return this.can.can(Ability.IMAGES) && known(image.source());
		}
		return !(block instanceof ContentBlock.Document document)
				|| (this.can.can(Ability.DOCUMENTS) && known(document.source()));
	}

	private boolean known(Source source) {
		return source.kind() != Source.Kind.FILE || this.origin == Dialect.ANTHROPIC_MESSAGES;
	}

	void list(List<ContentBlock> content) {
		this.out.array("content");
		content.forEach(this::block);
		this.out.endArray();
	}

	void block(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			this.out.object().member("type", "text").member("text", text.passage());
			this.marks.write(text.cache(), this.out);
			end(text.extras());
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			call(use);
		}
		else if (block instanceof ContentBlock.ToolResult result) {
			result(result);
		}
		else if (block instanceof ContentBlock.Image image) {
			this.out.object().member("type", "image");
			source(image.source());
			this.marks.write(image.cache(), this.out);
			end(image.extras());
		}
		else {
			rare(block);
		}
	}

	private void rare(ContentBlock block) {
		if (block instanceof ContentBlock.Document document) {
			document(document);
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			this.out.object().member("type", "thinking").member("thinking", thinking.text());
			this.out.member("signature", Seal.write(thinking.signature())).endObject();
		}
		else if (block instanceof ContentBlock.RedactedThinking redacted) {
			this.out.object().member("type", "redacted_thinking");
			this.out.member("data", Seal.write(redacted.data())).endObject();
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			this.out.object().member("type", "text").member("text", refusal.text()).endObject();
		}
		else if (block instanceof ContentBlock.Opaque opaque) {
			this.out.value(opaque.whole());
		}
	}

	private void end(Extras extras) {
		extras.write(Dialect.ANTHROPIC_MESSAGES, WHERE, this.out, this.dropped);
		this.out.endObject();
	}

	private void call(ContentBlock.ToolUse use) {
		this.thoughts.note(use);
		this.out.object().member("type", "tool_use").member("id", Ids.legal(use.id(), LONGEST_ID));
		this.out.member("name", this.names.of(use.name()));
		this.out.member("input", Arguments.ofHistory(use, "messages.tool_calls.function.arguments"));
		this.marks.write(use.cache(), this.out);
		end(use.extras());
	}

	private void result(ContentBlock.ToolResult result) {
		this.out.object().member("type", "tool_result");
		this.out.member("tool_use_id", Ids.legal(result.toolUseId(), LONGEST_ID));
		List<ContentBlock> content = result.content()
			.stream()
			.filter((block) -> !(block instanceof ContentBlock.Text text && text.passage().isEmpty()) && takes(block))
			.toList();
		if (result.plain() && content.size() == 1 && content.get(0) instanceof ContentBlock.Text text) {
			this.out.member("content", text.passage());
		}
		else if (!content.isEmpty()) {
			list(content);
		}
		if (result.error()) {
			this.out.member("is_error", true);
		}
		this.marks.write(result.cache(), this.out);
		end(result.extras());
	}

	private void source(Source source) {
		this.out.object("source");
		switch (source.kind()) {
			case URL -> this.out.member("type", "url").member("url", source.value());
			case FILE -> this.out.member("type", "file").member("file_id", source.value());
			case TEXT ->
				this.out.member("type", "text").member("media_type", "text/plain").member("data", source.value());
			case BASE64 -> {
				this.out.member("type", "base64");
				this.out.member("media_type", (source.mediaType() != null) ? source.mediaType() : "image/png");
				this.out.member("data", source.value());
			}
		}
		this.out.endObject();
	}

	private void document(ContentBlock.Document document) {
		Source source = document.source();
		boolean pdf = source.kind() != Source.Kind.BASE64 || source.mediaType() == null
				|| source.mediaType().equals("application/pdf");
		this.out.object().member("type", "document");
		source(pdf ? withType(source) : text(source));
		this.out.optional("title", document.name());
		this.marks.write(document.cache(), this.out);
		end(document.extras());
	}

	private static Source withType(Source source) {
		return (source.kind() == Source.Kind.BASE64) ? new Source(source.kind(), source.value(), "application/pdf")
				: source;
	}

	private static Source text(Source source) {
		String type = String.valueOf(source.mediaType());
		if (!type.startsWith("text/") && !type.equals("application/json")) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Documents of type " + type + " cannot be sent to the chosen model; PDF and text can.")
				.param("messages.content");
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(source.value());
			return new Source(Source.Kind.TEXT, new String(bytes, StandardCharsets.UTF_8), "text/plain");
		}
		catch (IllegalArgumentException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "A document's data is not base64.")
				.param("messages.content");
		}
	}

}
