package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

/**
 * Where the content of an image, a document or a sound is.
 *
 * @param kind how it is given
 * @param value the URL, the base64 text (standard alphabet, without line breaks), the
 * provider's file id, or the plain text
 * @param mediaType such as {@code image/png}, or null when not told
 */
public record Source(Kind kind, String value, @Nullable String mediaType) {

	/** How content is given. */
	public enum Kind {

		/** At an address that the provider fetches. */
		URL,

		/** In the call, as base64. */
		BASE64,

		/** Uploaded before to the provider. */
		FILE,

		/** In the call, as plain text. */
		TEXT

	}

	/**
	 * Content given by its address, or in a {@code data:} URL, which is taken apart.
	 * @param url the URL
	 * @return where it is
	 */
	public static Source ofUrl(String url) {
		return DataUrl.is(url) ? DataUrl.read(url) : new Source(Kind.URL, url, null);
	}

	/**
	 * The same as a URL.
	 * @return the address, or a {@code data:} URL of base64 content
	 */
	public String toUrl() {
		if (this.kind != Kind.BASE64) {
			return this.value;
		}
		return "data:" + ((this.mediaType != null) ? this.mediaType : "application/octet-stream") + ";base64,"
				+ this.value;
	}

}
