package dev.sluice.chat.anthropic;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CacheMark;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Signature;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** Reads one content block. Used once. */
final class BlockReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.ANTHROPIC_MESSAGES);

	private String type = "";

	private JsonText text = JsonText.of("");

	private String id = "";

	private String name = "";

	private RawJson input = RawJson.EMPTY_OBJECT;

	private @Nullable String seal;

	private @Nullable Source source;

	private List<ContentBlock> content = List.of();

	private boolean plain;

	private boolean error;

	private @Nullable String title;

	private @Nullable CacheMark cache;

	BlockReader(JsonReader in) {
		this.in = in;
	}

	/**
	 * The blocks of a list that the reader stands at, or of one string.
	 */
	static List<ContentBlock> blocks(JsonReader in, String field) {
		if (in.isString()) {
			return List.of(new ContentBlock.Text(in.passage(field)));
		}
		List<ContentBlock> blocks = new ArrayList<>();
		if (in.array(field)) {
			while (in.nextElement()) {
				if (in.object(field)) {
					add(blocks, new BlockReader(in).block());
				}
			}
		}
		return List.copyOf(blocks);
	}

	// The seal of a tool call came as a thinking block of its own in front of it.
	private static void add(List<ContentBlock> blocks, ContentBlock block) {
		int last = blocks.size() - 1;
		if (block instanceof ContentBlock.ToolUse use && last >= 0
				&& blocks.get(last) instanceof ContentBlock.Thinking thinking && thinking.text().isEmpty()
				&& thinking.signature() != null && !Seal.own(thinking.signature())) {
			blocks.set(last, new ContentBlock.ToolUse(use.id(), use.name(), use.arguments(), use.custom(),
					thinking.signature(), use.cache(), use.extras()));
			return;
		}
		blocks.add(block);
	}

	ContentBlock block() {
		int start = this.in.position();
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(member);
			}
		}
		ContentBlock block = known();
		return (block != null) ? block
				: new ContentBlock.Opaque(Dialect.ANTHROPIC_MESSAGES, this.type, this.in.since(start));
	}

	private @Nullable ContentBlock known() {
		return switch (this.type) {
			case "text" -> new ContentBlock.Text(this.text, this.cache, this.extras.gathered());
			case "image" -> (this.source == null) ? null
					: new ContentBlock.Image(this.source, null, this.cache, this.extras.gathered());
			case "document" -> (this.source == null) ? null
					: new ContentBlock.Document(this.source, this.title, this.cache, this.extras.gathered());
			case "thinking" -> new ContentBlock.Thinking(this.text.toString(), Seal.read(this.seal));
			case "redacted_thinking" -> redacted();
			case "tool_use" -> new ContentBlock.ToolUse(required(this.id, "id"), required(this.name, "name"),
					this.input.text(), false, null, this.cache, this.extras.gathered());
			case "tool_result" -> new ContentBlock.ToolResult(required(this.id, "tool_use_id"), this.content,
					this.plain, this.error, this.cache, this.extras.gathered());
			default -> null;
		};
	}

	private @Nullable ContentBlock redacted() {
		Signature data = Seal.read(this.seal);
		return (data != null) ? new ContentBlock.RedactedThinking(data) : null;
	}

	private String required(String value, String field) {
		if (value.isEmpty()) {
			throw this.in.wrong("messages.content." + field,
					"A block of type '" + this.type + "' needs '" + field + "'.");
		}
		return value;
	}

	private void member(String member) {
		switch (member) {
			case "type" -> this.type = this.in.text("messages.content.type");
			case "text", "thinking" -> this.text = this.in.passage("messages.content." + member);
			case "signature" -> this.seal = this.in.text("messages.content.signature");
			case "data" -> this.seal = this.in.text("messages.content.data");
			case "id", "tool_use_id" -> this.id = this.in.text("messages.content." + member);
			case "name" -> this.name = this.in.text("messages.content.name");
			case "title" -> this.title = this.in.text("messages.content.title");
			case "input" -> input();
			case "content" -> {
				this.plain = this.in.isString();
				this.content = blocks(this.in, "messages.content.content");
			}
			case "is_error" -> this.error = Boolean.TRUE.equals(this.in.bool("messages.content.is_error"));
			case "source" -> source();
			case "cache_control" -> this.cache = mark(this.in);
			case "citations" -> citations();
			default -> this.extras.keep(member, this.in.raw(), Loss.NAMED);
		}
	}

	private void input() {
		RawJson value = this.in.raw();
		this.input = value.isObject() ? value : RawJson.EMPTY_OBJECT;
	}

	private void citations() {
		RawJson value = this.in.raw();
		boolean none = value.text().equals("[]") || value.text().contains("\"enabled\":false");
		this.extras.keep("citations", value, none ? Loss.QUIET : Loss.NAMED);
	}

	static @Nullable CacheMark mark(JsonReader in) {
		if (!in.object("cache_control")) {
			return null;
		}
		String ttl = null;
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (name.equals("ttl")) {
				ttl = in.string("cache_control.ttl");
			}
			in.skip();
		}
		return new CacheMark(ttl);
	}

	private void source() {
		if (!this.in.isObject()) {
			this.in.skip();
			return;
		}
		String kind = "";
		String mediaType = null;
		String value = null;
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			switch (member) {
				case "type" -> kind = this.in.text("messages.content.source.type");
				case "media_type" -> mediaType = this.in.string("messages.content.source.media_type");
				case "data", "url", "file_id" -> value = this.in.string("messages.content.source." + member);
				default -> this.in.skip();
			}
		}
		this.source = (value == null) ? null : switch (kind) {
			case "base64" -> new Source(Source.Kind.BASE64, value, mediaType);
			case "url" -> new Source(Source.Kind.URL, value, null);
			case "file" -> new Source(Source.Kind.FILE, value, null);
			case "text" -> new Source(Source.Kind.TEXT, value, mediaType);
			default -> null;
		};
	}

}
