package dev.sluice.provider.custom;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

import dev.sluice.catalog.CatalogueException;
import dev.sluice.catalog.NearestNames;
import dev.sluice.catalog.StrictMapping;
import dev.sluice.chat.FinishReason;

/** Reads the description of an API and refuses whatever it does not understand. */
final class CustomApiReader {

	private static final Set<String> KEYS = Set.of("path", "stream-path", "request", "constants", "answer", "stream",
			"poll", "finish-words");

	private static final Set<String> PLACES = Set.of("text", "thinking", "finish", "input-tokens", "output-tokens",
			"error");

	private static final Set<String> STREAM = Set.of("framing", "end", "end-flag", "cumulative", "text", "thinking",
			"finish", "input-tokens", "output-tokens", "error");

	private final StrictMapping file;

	private CustomApiReader(StrictMapping file) {
		this.file = file;
	}

	static CustomApi read(String file, String yaml) {
		return new CustomApiReader(StrictMapping.read(file, yaml, KEYS)).api();
	}

	private CustomApi api() {
		StrictMapping answer = this.file.required("answer", PLACES);
		StrictMapping stream = this.file.mapping("stream", STREAM);
		String path = path("path", this.file.text("path"));
		String streamPath = this.file.optional("stream-path");
		return new CustomApi(path, (streamPath != null) ? path("stream-path", streamPath) : path, request(),
				constants(), places(answer), places((stream != null) ? stream : answer), finishWords(),
				(stream != null) ? stream(stream) : null, job(stream != null || streamPath != null));
	}

	private CustomApi.@Nullable Job job(boolean streams) {
		StrictMapping poll = this.file.mapping("poll", CustomJobReader.KEYS);
		if (poll == null) {
			return null;
		}
		if (streams) {
			throw this.file.wrong("poll", "and 'stream' exclude each other: what is asked for again comes whole.");
		}
		return new CustomJobReader(poll).job();
	}

	private String path(String key, String path) {
		if (!path.startsWith("/") || path.contains("//") || path.contains("..") || path.contains("?")) {
			throw this.file.wrong(key, "must be a path such as /v1/models/{model}/predict, but is '" + path + "'.");
		}
		return path;
	}

	private Map<JsonPointer, RequestPart> request() {
		StrictMapping request = this.file.free("request");
		if (request == null) {
			throw this.file.wrong("request", "is missing. Add it.");
		}
		Map<JsonPointer, RequestPart> parts = new LinkedHashMap<>();
		for (String key : request.keys()) {
			parts.put(pointer(request, key, key), part(request, key));
		}
		return parts;
	}

	private static RequestPart part(StrictMapping request, String key) {
		String word = request.text(key);
		for (RequestPart part : RequestPart.values()) {
			if (part.word().equals(word)) {
				return part;
			}
		}
		throw request.wrong(key, "names '" + word + "', which is no part of a request. Did you mean "
				+ String.join(" or ", NearestNames.of(word, RequestPart.words())) + "?");
	}

	private Map<JsonPointer, Object> constants() {
		StrictMapping constants = this.file.free("constants");
		Map<JsonPointer, Object> values = new LinkedHashMap<>();
		if (constants != null) {
			for (String key : constants.keys()) {
				values.put(pointer(constants, key, key), constant(constants.text(key)));
			}
		}
		return values;
	}

	private static Object constant(String text) {
		if (text.equals("true") || text.equals("false")) {
			return text.equals("true");
		}
		return text.matches("-?\\d{1,18}") ? Long.valueOf(text) : text;
	}

	private Map<String, FinishReason> finishWords() {
		StrictMapping words = this.file.free("finish-words");
		Map<String, FinishReason> meanings = new LinkedHashMap<>();
		if (words != null) {
			for (String word : words.keys()) {
				meanings.put(word, finish(words, word));
			}
		}
		return meanings;
	}

	private static FinishReason finish(StrictMapping words, String word) {
		String meaning = words.text(word);
		return switch (meaning) {
			case "stop", "stop-sequence", "length", "content-filter" ->
				FinishReason.valueOf(meaning.toUpperCase(Locale.ROOT).replace('-', '_'));
			default -> throw words.wrong(word,
					"must be stop, stop-sequence, length or content-filter, but is '" + meaning + "'.");
		};
	}

	private static CustomApi.Places places(StrictMapping places) {
		return new CustomApi.Places(pointer(places, "text", places.text("text")), optional(places, "thinking"),
				optional(places, "finish"), optional(places, "input-tokens"), optional(places, "output-tokens"),
				optional(places, "error"));
	}

	private static CustomApi.Stream stream(StrictMapping stream) {
		String framing = stream.text("framing");
		if (!framing.equals("sse") && !framing.equals("ndjson")) {
			throw stream.wrong("framing", "must be sse or ndjson, but is '" + framing
					+ "'. An API that is asked again until its answer is ready is described under 'poll'.");
		}
		return new CustomApi.Stream(framing.equals("sse"), stream.optional("end"), optional(stream, "end-flag"),
				stream.flag("cumulative"));
	}

	static @Nullable JsonPointer optional(StrictMapping mapping, String key) {
		String text = mapping.optional(key);
		return (text != null) ? pointer(mapping, key, text) : null;
	}

	static JsonPointer pointer(StrictMapping mapping, String key, String text) {
		CatalogueException wrong = mapping.wrong(key, "must be a JSON pointer such as /output/text.");
		if (!text.startsWith("/") || text.length() < 2) {
			throw wrong;
		}
		try {
			return JsonPointer.compile(text);
		}
		catch (IllegalArgumentException ex) {
			throw wrong;
		}
	}

}
