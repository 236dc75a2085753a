package dev.sluice.provider;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.Secret;
import dev.sluice.catalog.Provider.AuthStyle;

/** Writes the gateway's credential into upstream headers, and what goes with it. */
public final class Credentials {

	private static final AsciiString ANTHROPIC_VERSION = AsciiString.cached("anthropic-version");

	private static final AsciiString X_API_KEY = AsciiString.cached("x-api-key");

	private static final AsciiString X_GOOG_API_KEY = AsciiString.cached("x-goog-api-key");

	private static final AsciiString API_KEY = AsciiString.cached("api-key");

	private Credentials() {
	}

	/**
	 * Sets the credential, in the place of any that is there.
	 * @param headers the upstream request's headers
	 * @param style how the upstream wants it
	 * @param key the credential, or null for none
	 */
	public static void set(HttpHeaders headers, AuthStyle style, @Nullable Secret key) {
		if (key == null) {
			return;
		}
		switch (style) {
			case BEARER -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + key.reveal());
			case X_API_KEY -> headers.set(X_API_KEY, key.reveal());
			case X_GOOG_API_KEY -> headers.set(X_GOOG_API_KEY, key.reveal());
			case API_KEY -> headers.set(API_KEY, key.reveal());
			case NONE -> {
			}
		}
	}

	/**
	 * Names the version of Anthropic's API when the client named none.
	 * @param headers the upstream request's headers
	 */
	public static void anthropicVersion(HttpHeaders headers) {
		if (!headers.contains(ANTHROPIC_VERSION)) {
			headers.set(ANTHROPIC_VERSION, "2023-06-01");
		}
	}

}
