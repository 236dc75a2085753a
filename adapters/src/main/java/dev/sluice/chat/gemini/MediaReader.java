package dev.sluice.chat.gemini;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;

/** Reads media, inline or in files. */
final class MediaReader {

	private final JsonReader in;

	MediaReader(JsonReader in) {
		this.in = in;
	}

	@Nullable Source inline() {
		return read("inlineData", "data");
	}

	@Nullable Source file() {
		return read("fileData", "fileUri");
	}

	private @Nullable Source read(String field, String where) {
		if (!this.in.object(field)) {
			return null;
		}
		String type = null;
		String value = "";
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			String camel = Words.camel(name);
			if (camel.equals("mimeType")) {
				type = this.in.string(field + ".mimeType");
			}
			else if (camel.equals(where)) {
				value = this.in.text(field + "." + where);
			}
			else {
				this.in.skip();
			}
		}
		if (where.equals("data")) {
			// Takes URL-safe and unpadded text, as this API does.
			Source clean = Source.ofUrl("data:;base64," + value);
			return new Source(clean.kind(), clean.value(), (type != null) ? type : clean.mediaType());
		}
		return new Source(address(value) ? Source.Kind.URL : Source.Kind.FILE, value, type);
	}

	private static boolean address(String uri) {
		return uri.startsWith("http") && !uri.contains("googleapis.com");
	}

	/**
	 * The block of a medium, or null for one that only this API knows.
	 */
	static @Nullable ContentBlock block(Source source, Extras extras) {
		String type = (source.mediaType() != null) ? source.mediaType().toLowerCase(Locale.ROOT) : "";
		if (type.startsWith("image/")) {
			return new ContentBlock.Image(source, null, null, extras);
		}
		if (type.startsWith("audio/")) {
			return new ContentBlock.Audio(source, format(type.substring("audio/".length())), extras);
		}
		return type.startsWith("video/") ? null : new ContentBlock.Document(source, null, null, extras);
	}

	private static String format(String type) {
		int end = type.indexOf(';');
		String bare = (end < 0) ? type : type.substring(0, end);
		return switch (bare) {
			case "mpeg" -> "mp3";
			case "x-wav", "wave" -> "wav";
			default -> bare;
		};
	}

}
