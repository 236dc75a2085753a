package dev.sluice.call;

import java.util.Locale;

/**
 * What an attempt can use up. Two kinds are totals; the parts of a total never overlap,
 * and what is in none of them is plain text that was read or written afresh.
 */
public enum UsageKind {

	/** All input tokens, cached ones and those of tools included. */
	INPUT,
	/** The part of the input read from the provider's cache, of whatever medium. */
	CACHED_READ,
	/**
	 * The part of the input written to the provider's cache for five minutes, or for a
	 * time that the provider does not tell.
	 */
	CACHE_WRITE_5M,
	/** The part of the input written to the provider's cache for an hour. */
	CACHE_WRITE_1H,
	/** The part of the input that was sound and not cached. */
	AUDIO_INPUT,
	/** The part of the input that was pictures and not cached. */
	IMAGE_INPUT,
	/** All output tokens, reasoning included. */
	OUTPUT,
	/** The part of the output spent on reasoning. */
	REASONING,
	/** The part of the output that is sound. */
	AUDIO_OUTPUT,
	/** The part of the output that is pictures. */
	IMAGE_OUTPUT,
	/** Pictures made, in pieces. */
	IMAGES,
	/** Searches that the provider made on the web. */
	WEB_SEARCHES;

	private final String id = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * The name used in records and reports, such as {@code cached-read}.
	 * @return lower case, words joined by hyphens
	 */
	public String id() {
		return this.id;
	}

}
