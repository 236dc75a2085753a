package dev.sluice.wire.multipart;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** A header value with parameters, such as {@code form-data; name="model"}. */
final class Parameters {

	private final String first;

	private final Map<String, String> values = new HashMap<>(4);

	private Parameters(String first) {
		this.first = first.strip().toLowerCase(Locale.ROOT);
	}

	static Parameters parse(String header) {
		int at = end(header, 0);
		Parameters parameters = new Parameters(header.substring(0, at));
		while (at < header.length()) {
			int end = end(header, at + 1);
			parameters.add(header.substring(at + 1, end).strip());
			at = end;
		}
		return parameters;
	}

	private static int end(String header, int from) {
		boolean quoted = false;
		for (int at = from; at < header.length(); at++) {
			char character = header.charAt(at);
			if (quoted && character == '\\') {
				at++;
			}
			else if (character == '"') {
				quoted = !quoted;
			}
			else if (character == ';' && !quoted) {
				return at;
			}
		}
		return header.length();
	}

	private void add(String parameter) {
		int equals = parameter.indexOf('=');
		if (equals < 0) {
			return;
		}
		String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
		if (this.values.put(name, unquoted(parameter.substring(equals + 1).strip())) != null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"A multipart header names a parameter twice. Send each once.");
		}
	}

	private static String unquoted(String value) {
		if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
			return value;
		}
		StringBuilder plain = new StringBuilder(value.length());
		for (int at = 1; at < value.length() - 1; at++) {
			char character = value.charAt(at);
			if (character == '\\' && at + 1 < value.length() - 1) {
				character = value.charAt(++at);
			}
			plain.append(character);
		}
		return plain.toString();
	}

	/**
	 * What stands before the parameters, in lower case.
	 */
	String first() {
		return this.first;
	}

	@Nullable String get(String name) {
		return this.values.get(name);
	}

}
