package dev.sluice.simulator;

import tools.jackson.databind.JsonNode;

/**
 * Finds the text in the many shapes of content.
 */
final class Texts {

	private Texts() {
	}

	/**
	 * The text of a string, of an object with {@code text}, {@code content} or
	 * {@code parts}, or of a list of such.
	 */
	static String of(JsonNode content) {
		if (content.isString()) {
			return content.stringValue();
		}
		if (content.isArray()) {
			StringBuilder text = new StringBuilder();
			content.forEach((part) -> text.append(of(part)));
			return text.toString();
		}
		for (String member : new String[] { "text", "content", "parts", "output" }) {
			if (content.has(member)) {
				return of(content.get(member));
			}
		}
		return "";
	}

	static JsonNode last(JsonNode list) {
		return list.path(list.size() - 1);
	}

	/**
	 * Counts tokens of the messages and of everything else that a model reads.
	 */
	static int tokens(JsonNode... read) {
		int tokens = 0;
		for (JsonNode part : read) {
			tokens += part.isMissingNode() ? 0
					: Tokenizer.count(part.isString() ? part.stringValue() : part.toString());
		}
		return Math.max(1, tokens);
	}

}
