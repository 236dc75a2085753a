package dev.sluice.chat.responses;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.CacheMark;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonWriter;

/** Writes the parts of an item's content. */
final class PartWriter {

	private final Dialect origin;

	private final Capabilities can;

	private final JsonWriter out;

	private final Dropped dropped;

	PartWriter(Dialect origin, Capabilities can, JsonWriter out, Dropped dropped) {
		this.origin = origin;
		this.can = can;
		this.out = out;
		this.dropped = dropped;
	}

	/**
	 * Writes parts as a list.
	 * @param textType {@code input_text}, or of the model's own words {@code output_text}
	 */
	void list(String member, List<ContentBlock> content, String textType) {
		this.out.array(member);
		content.forEach((block) -> part(block, textType));
		this.out.endArray();
	}

	private void part(ContentBlock block, String textType) {
		if (block instanceof ContentBlock.Text text) {
			this.out.object().member("type", textType).member("text", text.passage());
			end(text.cache(), text.extras());
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			this.out.object().member("type", "refusal").member("refusal", refusal.text()).endObject();
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.OPENAI_RESPONSES) {
			this.out.value(opaque.whole());
		}
		else if (!media(block)) {
			lose(block);
		}
	}

	void lose(ContentBlock block) {
		String word = (block instanceof ContentBlock.Opaque opaque) ? opaque.type()
				: block.getClass().getSimpleName().toLowerCase(Locale.ROOT);
		this.dropped.add("messages.content." + word);
	}

	private boolean media(ContentBlock block) {
		if (block instanceof ContentBlock.Image image) {
			return image(image);
		}
		if (block instanceof ContentBlock.Document document) {
			return document(document);
		}
		return block instanceof ContentBlock.Audio audio && audio(audio);
	}

	private boolean theirs(Source source) {
		return source.kind() == Source.Kind.FILE && this.origin.family() != Dialect.OPENAI_RESPONSES.family();
	}

	private boolean image(ContentBlock.Image image) {
		Source source = image.source();
		if (!this.can.can(Ability.IMAGES) || theirs(source)) {
			return false;
		}
		this.out.object().member("type", "input_image");
		this.out.member((source.kind() == Source.Kind.FILE) ? "file_id" : "image_url", source.toUrl());
		this.out.optional("detail", image.detail());
		end(image.cache(), image.extras());
		return true;
	}

	private boolean document(ContentBlock.Document document) {
		Source source = document.source();
		if (!this.can.can(Ability.DOCUMENTS) || theirs(source)) {
			return false;
		}
		this.out.object().member("type", "input_file");
		switch (source.kind()) {
			case FILE -> this.out.member("file_id", source.value());
			case URL -> this.out.member("file_url", source.value());
			case TEXT -> this.out.member("file_data",
					new Source(Source.Kind.BASE64, base64(source.value()), "text/plain").toUrl());
			case BASE64 -> this.out.member("file_data", source.toUrl());
		}
		boolean inline = source.kind() == Source.Kind.BASE64 || source.kind() == Source.Kind.TEXT;
		boolean nameless = document.name() == null && inline && this.origin != Dialect.OPENAI_RESPONSES;
		this.out.optional("filename", nameless ? fileName(source) : document.name());
		end(document.cache(), document.extras());
		return true;
	}

	private static String fileName(Source source) {
		return "application/pdf".equals(source.mediaType()) ? "document.pdf" : "document.txt";
	}

	private static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private boolean audio(ContentBlock.Audio audio) {
		if (!this.can.can(Ability.AUDIO) || audio.source().kind() != Source.Kind.BASE64) {
			return false;
		}
		this.out.object().member("type", "input_audio").object("input_audio");
		this.out.member("data", audio.source().value()).member("format", audio.format()).endObject();
		end(null, audio.extras());
		return true;
	}

	private void end(@Nullable CacheMark cache, Extras extras) {
		if (cache != null && (this.can.can(Ability.CACHE_MARKS) || this.origin == Dialect.OPENAI_RESPONSES)) {
			this.out.object("prompt_cache_breakpoint").member("mode", "explicit").endObject();
		}
		extras.write(Dialect.OPENAI_RESPONSES, "input.content.", this.out, this.dropped);
		this.out.endObject();
	}

}
