package dev.sluice.chat.responses;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CacheMark;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonText;

/** Reads one part of an item's content. Used once. */
final class PartReader {

	private final JsonReader in;

	private final Extras.Gatherer extras;

	private String type = "";

	private @Nullable JsonText text;

	private @Nullable String refusal;

	private @Nullable String imageUrl;

	private @Nullable String detail;

	private @Nullable String fileId;

	private @Nullable String fileUrl;

	private @Nullable String fileData;

	private @Nullable String fileName;

	private @Nullable String data;

	private @Nullable String format;

	private @Nullable CacheMark cache;

	PartReader(JsonReader in) {
		this(in, new Extras.Gatherer(Dialect.OPENAI_RESPONSES));
	}

	/**
	 * A reader of a part that begins with members of its item.
	 */
	PartReader(JsonReader in, Extras.Gatherer extras) {
		this.in = in;
		this.extras = extras;
	}

	/**
	 * The part that the reader stands at, or null when it holds nothing.
	 */
	@Nullable ContentBlock part() {
		if (this.in.isString()) {
			return new ContentBlock.Text(this.in.passage("input.content"));
		}
		int start = this.in.position();
		if (!this.in.object("input.content")) {
			return null;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(name);
			}
		}
		return switch (this.type) {
			case "input_text", "output_text", "text", "summary_text", "reasoning_text" ->
				new ContentBlock.Text(present(this.text, "text"), this.cache, this.extras.gathered());
			case "refusal" -> new ContentBlock.Refusal(present(this.refusal, "refusal"));
			case "input_image" -> image();
			case "input_file" -> file();
			case "input_audio" -> audio();
			default -> new ContentBlock.Opaque(Dialect.OPENAI_RESPONSES, this.type, this.in.since(start));
		};
	}

	private void member(String name) {
		switch (name) {
			case "type" -> this.type = this.in.text("input.content.type");
			case "text" -> this.text = this.in.passage("input.content.text");
			case "refusal" -> this.refusal = this.in.text("input.content.refusal");
			case "image_url" -> this.imageUrl = this.in.text("input.content.image_url");
			case "detail" -> this.detail = this.in.text("input.content.detail");
			case "file_id" -> this.fileId = this.in.text("input.content.file_id");
			case "file_url" -> this.fileUrl = this.in.text("input.content.file_url");
			case "file_data" -> this.fileData = this.in.text("input.content.file_data");
			case "filename" -> this.fileName = this.in.text("input.content.filename");
			case "input_audio" -> sound();
			case "prompt_cache_breakpoint" -> {
				this.in.skip();
				this.cache = new CacheMark(null);
			}
			case "annotations", "logprobs" -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
			default -> this.extras.keep(name, this.in.raw(), Loss.NAMED);
		}
	}

	private void sound() {
		if (!this.in.object("input.content.input_audio")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "data" -> this.data = this.in.text("input.content.input_audio.data");
				case "format" -> this.format = this.in.string("input.content.input_audio.format");
				default -> this.in.skip();
			}
		}
	}

	private ContentBlock image() {
		Source source = (this.fileId != null) ? new Source(Source.Kind.FILE, this.fileId, null)
				: Source.ofUrl(present(this.imageUrl, "image_url"));
		return new ContentBlock.Image(source, this.detail, this.cache, this.extras.gathered());
	}

	private ContentBlock file() {
		return new ContentBlock.Document(source(), this.fileName, this.cache, this.extras.gathered());
	}

	private Source source() {
		if (this.fileId != null) {
			return new Source(Source.Kind.FILE, this.fileId, null);
		}
		if (this.fileUrl != null) {
			return Source.ofUrl(this.fileUrl);
		}
		String given = present(this.fileData, "file_data");
		if (given.regionMatches(true, 0, "data:", 0, 5)) {
			return Source.ofUrl(given);
		}
		// Bare base64: of the files that models read, all but PDF tell what they are.
		return new Source(Source.Kind.BASE64, given, "application/pdf");
	}

	private ContentBlock audio() {
		String kind = (this.format != null) ? this.format : "wav";
		Source source = new Source(Source.Kind.BASE64, present(this.data, "input_audio.data"), "audio/" + kind);
		return new ContentBlock.Audio(source, kind, this.extras.gathered());
	}

	private <T> T present(@Nullable T value, String field) {
		if (value == null) {
			throw this.in.wrong("input.content." + field, "A part of type '" + this.type + "' needs '" + field + "'.");
		}
		return value;
	}

}
