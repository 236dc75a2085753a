package dev.sluice.chat.openai;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CacheMark;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** Reads one part of a message's content. Used once. */
final class PartReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);

	private String type = "";

	private @Nullable JsonText text;

	private @Nullable String refusal;

	private @Nullable String url;

	private @Nullable String detail;

	private @Nullable String data;

	private @Nullable String format;

	private @Nullable String fileName;

	private @Nullable String fileData;

	private @Nullable String fileId;

	private @Nullable CacheMark cache;

	PartReader(JsonReader in) {
		this.in = in;
	}

	/**
	 * The part that the reader stands at, or null when it holds nothing.
	 */
	@Nullable ContentBlock part() {
		if (this.in.isString()) {
			return new ContentBlock.Text(this.in.passage("messages.content"));
		}
		int start = this.in.position();
		if (!this.in.object("messages.content")) {
			return null;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			member(name);
		}
		return switch (this.type) {
			case "text", "input_text", "output_text" ->
				new ContentBlock.Text(present(this.text, "text"), this.cache, this.extras.gathered());
			case "refusal" -> new ContentBlock.Refusal(present(this.refusal, "refusal"));
			case "image_url" -> new ContentBlock.Image(Source.ofUrl(present(this.url, "image_url.url")), this.detail,
					this.cache, this.extras.gathered());
			case "input_audio" -> audio();
			case "file" -> file();
			default -> new ContentBlock.Opaque(Dialect.OPENAI_CHAT, this.type, this.in.since(start));
		};
	}

	private ContentBlock audio() {
		String kind = (this.format != null) ? this.format : "wav";
		Source source = new Source(Source.Kind.BASE64, present(this.data, "input_audio.data"), "audio/" + kind);
		return new ContentBlock.Audio(source, kind, this.extras.gathered());
	}

	private ContentBlock file() {
		Source source = (this.fileId != null) ? new Source(Source.Kind.FILE, this.fileId, null)
				: Source.ofUrl(present(this.fileData, "file.file_data"));
		return new ContentBlock.Document(source, this.fileName, this.cache, this.extras.gathered());
	}

	private <T> T present(@Nullable T value, String field) {
		if (value == null) {
			throw this.in.wrong("messages.content." + field,
					"A part of type '" + this.type + "' needs '" + field + "'.");
		}
		return value;
	}

	private void member(String name) {
		if (this.in.isNull()) {
			return;
		}
		switch (name) {
			case "type" -> this.type = this.in.text("messages.content.type");
			case "text" -> this.text = this.in.passage("messages.content.text");
			case "refusal" -> this.refusal = this.in.text("messages.content.refusal");
			case "image_url" -> imageUrl();
			case "input_audio", "file" -> inner();
			case "prompt_cache_breakpoint" -> {
				this.in.skip();
				this.cache = new CacheMark(null);
			}
			case "cache_control" -> {
				RawJson mark = this.in.raw();
				this.cache = mark(mark);
				this.extras.keep(name, mark, Loss.QUIET);
			}
			default -> this.extras.keep(name, this.in.raw(), Loss.NAMED);
		}
	}

	private void imageUrl() {
		if (this.in.isString()) {
			this.url = this.in.text("messages.content.image_url");
		}
		else {
			inner();
		}
	}

	private void inner() {
		if (!this.in.object("messages.content." + this.type)) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "url" -> this.url = this.in.text("messages.content.image_url.url");
				case "detail" -> this.detail = this.in.string("messages.content.image_url.detail");
				case "data" -> this.data = this.in.text("messages.content.input_audio.data");
				case "format" -> this.format = this.in.string("messages.content.input_audio.format");
				case "filename" -> this.fileName = this.in.string("messages.content.file.filename");
				case "file_data" -> this.fileData = this.in.string("messages.content.file.file_data");
				case "file_id" -> this.fileId = this.in.string("messages.content.file.file_id");
				default -> this.in.skip();
			}
		}
	}

	/**
	 * The mark in the words of Anthropic, which many clients send in this dialect too.
	 */
	static CacheMark mark(RawJson control) {
		return new CacheMark(control.text().contains("\"1h\"") ? "1h" : null);
	}

}
