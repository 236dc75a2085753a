package dev.sluice.chat.ollama;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonText;

/** What of a block this API can take: texts, and images in base64. */
final class Media {

	private Media() {
	}

	/**
	 * All that blocks say, one after the other.
	 */
	static JsonText text(List<ContentBlock> content, String between) {
		if (content.size() == 1 && content.get(0) instanceof ContentBlock.Text only) {
			return only.passage();
		}
		return JsonText.of(content.stream()
			.map(Media::text)
			.filter((text) -> !text.isEmpty())
			.collect(Collectors.joining(between)));
	}

	/**
	 * The text of a block, of a plain document too; nothing for others.
	 */
	static String text(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			return text.text();
		}
		if (block instanceof ContentBlock.Refusal refusal) {
			return refusal.text();
		}
		return plain(block) ? ((ContentBlock.Document) block).source().value() : "";
	}

	private static boolean plain(ContentBlock block) {
		return block instanceof ContentBlock.Document document && document.source().kind() == Source.Kind.TEXT;
	}

	static boolean isImage(ContentBlock block, boolean taken) {
		if (!taken || !(block instanceof ContentBlock.Image image) || image.source().kind() == Source.Kind.FILE) {
			return false;
		}
		if (image.source().kind() == Source.Kind.URL) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model's provider does not fetch addresses. Send the image itself, as base64.")
				.param("messages.content");
		}
		return true;
	}

	/**
	 * Whether a block that is no image to send matters and cannot be sent.
	 */
	static boolean lost(ContentBlock block) {
		return block instanceof ContentBlock.Image || block instanceof ContentBlock.Audio
				|| block instanceof ContentBlock.Opaque || (block instanceof ContentBlock.Document && !plain(block));
	}

	static String word(ContentBlock block) {
		return (block instanceof ContentBlock.Opaque opaque) ? opaque.type()
				: block.getClass().getSimpleName().toLowerCase(Locale.ROOT);
	}

}
