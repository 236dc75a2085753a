package dev.sluice.chat.gemini;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonWriter;

/** Writes media, inline or as files. */
final class MediaWriter {

	private final Dialect origin;

	private final Capabilities can;

	private final JsonWriter out;

	private final Dropped dropped;

	MediaWriter(Dialect origin, Capabilities can, JsonWriter out, Dropped dropped) {
		this.origin = origin;
		this.can = can;
		this.out = out;
		this.dropped = dropped;
	}

	/**
	 * Writes a block; false when the target cannot take it.
	 */
	boolean write(ContentBlock block) {
		if (block instanceof ContentBlock.Image image) {
			return medium(image.source(), "image/png", Ability.IMAGES, image.extras());
		}
		if (block instanceof ContentBlock.Document document) {
			return medium(document.source(), "application/pdf", Ability.DOCUMENTS, document.extras());
		}
		return block instanceof ContentBlock.Audio audio
				&& medium(audio.source(), "audio/" + audio.format(), Ability.AUDIO, audio.extras());
	}

	private boolean medium(Source source, String usual, Ability needed, Extras extras) {
		boolean own = this.origin == Dialect.GEMINI_GENERATE;
		if (!own && (!this.can.can(needed) || source.kind() == Source.Kind.FILE)) {
			return false;
		}
		if (!own && source.kind() == Source.Kind.URL && !this.can.can(Ability.IMAGE_URLS)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model's provider does not fetch addresses. Send the content itself, as base64.")
				.param("messages.content");
		}
		this.out.object();
		medium(source, usual, this.out);
		extras.write(Dialect.GEMINI_GENERATE, "messages.content.", this.out, this.dropped);
		this.out.endObject();
		return true;
	}

	/**
	 * Writes the member that holds a medium.
	 */
	static void medium(Source source, String usual, JsonWriter out) {
		switch (source.kind()) {
			case BASE64 -> inline(source.value(), source.mediaType(), usual, out);
			case TEXT -> inline(Base64.getEncoder().encodeToString(source.value().getBytes(StandardCharsets.UTF_8)),
					null, "text/plain", out);
			case URL,
					FILE ->
				out.object("fileData")
					.optional("mimeType", source.mediaType())
					.member("fileUri", source.value())
					.endObject();
		}
	}

	private static void inline(String data, @Nullable String type, String usual, JsonWriter out) {
		out.object("inlineData").member("mimeType", (type != null) ? type : usual).member("data", data).endObject();
	}

}
