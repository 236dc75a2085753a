package dev.sluice.chat.image;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;

/**
 * The pictures that were made.
 *
 * @param images at least one
 * @param usage the tokens, as far as they are told
 */
public record ImageAnswer(List<Image> images, Usage usage) {

	/** Makes sure that there are pictures. */
	public ImageAnswer {
		if (images.isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no pictures.");
		}
		images = List.copyOf(images);
	}

	/**
	 * A picture: its content, or its address.
	 *
	 * @param base64 the content, or null
	 * @param mediaType of the content, or null when not told
	 * @param url the address, or null
	 */
	public record Image(@Nullable String base64, @Nullable String mediaType, @Nullable String url) {

		static Image at(String url) {
			return new Image(null, null, url);
		}

		static Image of(String base64, @Nullable String mediaType) {
			return new Image(base64, mediaType, null);
		}

	}

}
