package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of a multipart form: texts as they are, files as their size.
 */
final class FormFields {

	private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

	private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"", Pattern.CASE_INSENSITIVE);

	private FormFields() {
	}

	static JsonNode read(String contentType, byte[] body) {
		Matcher boundary = BOUNDARY.matcher(contentType);
		if (!boundary.find()) {
			throw new RefusedException(400, "The multipart content type has no boundary.");
		}
		ObjectNode fields = JsonNodeFactory.instance.objectNode();
		String text = new String(body, StandardCharsets.ISO_8859_1);
		for (String part : text.split(Pattern.quote("--" + boundary.group(1)))) {
			add(fields, part);
		}
		return fields;
	}

	private static void add(ObjectNode fields, String part) {
		int head = part.indexOf("\r\n\r\n");
		Matcher name = NAME.matcher((head < 0) ? "" : part.substring(0, head));
		if (!name.find()) {
			return;
		}
		String content = part.substring(head + 4, Math.max(head + 4, part.length() - 2));
		if (part.substring(0, head).contains("filename=")) {
			fields.put(name.group(1), content.length());
			return;
		}
		fields.put(name.group(1), new String(content.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
	}

}
