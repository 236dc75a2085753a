package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the sentence for people in an error body of any shape. */
public final class ProviderMessage {

	/** How many characters of a message are kept. */
	public static final int LIMIT = 500;

	private static final int READ = 64 * 1024;

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> NAMES = List.of("message", "detail", "msg", "error_msg", "errors", "error",
			"response");

	private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]{1,300})</title>", Pattern.CASE_INSENSITIVE);

	private ProviderMessage() {
	}

	/**
	 * Finds the message.
	 * @param body an error body: JSON of any vendor, HTML or text
	 * @return at most {@value #LIMIT} characters in one line, or null when there is none
	 */
	public static @Nullable String find(byte[] body) {
		return find(body, 0, body.length);
	}

	/**
	 * Finds the message.
	 * @param bytes where the error body stands
	 * @param from its first byte
	 * @param length its length
	 * @return at most {@value #LIMIT} characters in one line, or null when there is none
	 */
	public static @Nullable String find(byte[] bytes, int from, int length) {
		String text = new String(bytes, from, Math.min(length, READ), StandardCharsets.UTF_8).strip();
		if (text.startsWith("{") || text.startsWith("[")) {
			return shorten(ofJson(text));
		}
		return shorten(text.startsWith("<") ? ofHtml(text) : text);
	}

	private static @Nullable String ofJson(String text) {
		try {
			return ofNode(JSON.readTree(text), 0);
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable String ofNode(@Nullable JsonNode node, int depth) {
		if (node == null || depth > 4) {
			return null;
		}
		if (node.isString()) {
			return node.stringValue();
		}
		if (node.isArray()) {
			return ofNode(node.get(0), depth + 1);
		}
		for (String name : (depth == 0) ? List.of("error", "response") : NAMES) {
			String found = ofNode(node.get(name), depth + 1);
			if (found != null && !found.isBlank()) {
				return found;
			}
		}
		return (depth == 0) ? ofNode(node, 1) : null;
	}

	private static @Nullable String ofHtml(String text) {
		Matcher title = TITLE.matcher(text);
		return title.find() ? title.group(1) : null;
	}

	private static @Nullable String shorten(@Nullable String message) {
		if (message == null || message.isBlank()) {
			return null;
		}
		String line = message.codePoints()
			.limit(2L * LIMIT)
			.map((point) -> (Character.isISOControl(point) || point == 0xFFFD) ? ' ' : point)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString()
			.strip();
		if (line.length() <= LIMIT) {
			return line;
		}
		int end = Character.isHighSurrogate(line.charAt(LIMIT - 2)) ? LIMIT - 2 : LIMIT - 1;
		return line.substring(0, end) + "…";
	}

}
