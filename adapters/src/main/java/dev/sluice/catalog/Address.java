package dev.sluice.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Checks and normalises the base URLs that people write. */
final class Address {

	private static final int OLLAMA_PORT = 11434;

	private Address() {
	}

	/**
	 * A base URL without a trailing slash.
	 * @param where the variable or property, for errors; the value itself may hold a
	 * secret and is not repeated
	 * @param text what stands there
	 * @param trim a path to cut off its end, or null
	 */
	static String of(String where, String text, @Nullable String trim) {
		URI uri = parse(where, text.trim());
		String path = withoutSlash((uri.getRawPath() != null) ? uri.getRawPath() : "");
		if (trim != null && path.endsWith(trim)) {
			path = withoutSlash(path.substring(0, path.length() - trim.length()));
		}
		return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getRawAuthority() + path;
	}

	/** The forms that Ollama itself takes: a host, host:port, :port, or a URL. */
	static String ofOllamaHost(String where, String text) {
		String host = text.trim();
		boolean url = host.contains("://");
		URI uri = parse(where, url ? host : "http://" + withHost(host));
		int port = (uri.getPort() != -1 || url) ? uri.getPort() : OLLAMA_PORT;
		return of(where, uri.getScheme() + "://" + reachable(uri.getHost()) + ((port != -1) ? ":" + port : "")
				+ ((uri.getRawPath() != null) ? uri.getRawPath() : ""), "/v1");
	}

	/** Listening on every address is not an address to call. */
	private static String reachable(String host) {
		return switch (host) {
			case "0.0.0.0" -> "127.0.0.1";
			case "[::]" -> "[::1]";
			default -> host;
		};
	}

	private static String withHost(String host) {
		boolean portOnly = host.startsWith(":") && !host.startsWith("::");
		boolean bareIpv6 = !portOnly && host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
		return portOnly ? "127.0.0.1" + host : bareIpv6 ? "[" + host + "]" : host;
	}

	private static URI parse(String where, String text) {
		URI uri;
		try {
			uri = new URI(text);
		}
		catch (URISyntaxException ex) {
			throw new CatalogueException(where + " is no URL. Write it like https://api.example.com/v1.");
		}
		if (!"http".equalsIgnoreCase(uri.getScheme()) && !"https".equalsIgnoreCase(uri.getScheme())) {
			throw new CatalogueException(where + " must begin with http:// or https://.");
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new CatalogueException(
					where + " must hold no user, password, query or fragment. Give the credential as the API key.");
		}
		if (uri.getHost() == null || uri.getPort() > 65535 || uri.getPort() == 0) {
			throw new CatalogueException(where + " names no host that can be called.");
		}
		if (uri.getRawPath() != null && !uri.normalize().getRawPath().equals(uri.getRawPath())) {
			throw new CatalogueException(where + " must hold no '//', '.' or '..' in its path.");
		}
		return uri;
	}

	private static String withoutSlash(String path) {
		String rest = path;
		while (rest.endsWith("/")) {
			rest = rest.substring(0, rest.length() - 1);
		}
		return rest;
	}

}
