package dev.sluice.chat.openai;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

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

/** Writes the parts of a message's content. */
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

	void list(List<ContentBlock> content) {
		this.out.array("content");
		content.forEach(this::part);
		this.out.endArray();
	}

	private void part(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			this.out.object().member("type", "text").member("text", text.passage());
			end(text.cache(), text.extras());
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			this.out.object().member("type", "refusal").member("refusal", refusal.text()).endObject();
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.OPENAI_CHAT) {
			this.out.value(opaque.whole());
		}
		else if (!media(block)) {
			lose(block);
		}
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

	private boolean image(ContentBlock.Image image) {
		if (!this.can.can(Ability.IMAGES) || image.source().kind() == Source.Kind.FILE) {
			return false;
		}
		this.out.object().member("type", "image_url").object("image_url");
		this.out.member("url", image.source().toUrl()).optional("detail", image.detail()).endObject();
		end(image.cache(), image.extras());
		return true;
	}

	private boolean document(ContentBlock.Document document) {
		Source source = document.source();
		boolean theirs = source.kind() == Source.Kind.FILE && this.origin.family() != Dialect.OPENAI_CHAT.family();
		if (!this.can.can(Ability.DOCUMENTS) || theirs || source.kind() == Source.Kind.URL) {
			return false;
		}
		this.out.object().member("type", "file").object("file");
		switch (source.kind()) {
			case FILE -> this.out.member("file_id", source.value());
			case TEXT -> this.out.member("file_data",
					new Source(Source.Kind.BASE64, base64(source.value()), "text/plain").toUrl());
			default -> this.out.member("file_data", source.toUrl());
		}
		boolean nameless = document.name() == null && this.origin != Dialect.OPENAI_CHAT;
		this.out.optional("filename", nameless ? fileName(source) : document.name()).endObject();
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
		boolean written = extras.origin() == Dialect.OPENAI_CHAT && extras.get("cache_control") != null;
		if (cache != null && !written && this.can.can(Ability.CACHE_MARKS)) {
			this.out.object("prompt_cache_breakpoint").member("mode", "explicit").endObject();
		}
		extras.write(Dialect.OPENAI_CHAT, "messages.content.", this.out, this.dropped);
		this.out.endObject();
	}

	void lose(ContentBlock block) {
		this.dropped.add("messages.content." + word(block));
	}

	static boolean marked(ContentBlock block) {
		return block instanceof ContentBlock.Text text && text.cache() != null;
	}

	static String word(ContentBlock block) {
		if (block instanceof ContentBlock.Opaque opaque) {
			return opaque.type();
		}
		return block.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
	}

}
