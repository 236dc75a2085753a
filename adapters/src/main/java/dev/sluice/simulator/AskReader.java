package dev.sluice.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;

/**
 * Reads what a call asks for, as strictly about required fields as the real providers.
 */
final class AskReader {

	private AskReader() {
	}

	static Ask read(OngoingCall call, Endpoint endpoint, byte[] bytes, long epochSeconds) {
		OngoingCall.Head head = call.head();
		JsonNode body = body(head, endpoint, bytes);
		return new Ask(call.id(), endpoint, model(endpoint, head.path(), body), body, framing(endpoint, head, body),
				epochSeconds);
	}

	private static JsonNode body(OngoingCall.Head head, Endpoint endpoint, byte[] bytes) {
		if (!head.method().equals("POST") || endpoint == Endpoint.UNKNOWN) {
			return Json.emptyObject();
		}
		String contentType = head.header("content-type");
		return contentType.startsWith("multipart/form-data") ? FormFields.read(contentType, bytes) : Json.read(bytes);
	}

	private static String model(Endpoint endpoint, String path, JsonNode body) {
		return switch (endpoint) {
			case GENERATE_CONTENT, STREAM_GENERATE_CONTENT, COUNT_CONTENT_TOKENS, EMBED_CONTENT, BATCH_EMBED_CONTENTS ->
				decoded(path.substring(after(path, "/models/"), path.lastIndexOf(':')));
			case PREDICTIONS -> path.contains("/models/")
					? decoded(path.substring(after(path, "/models/"), path.lastIndexOf("/predictions"))) : "sim";
			case PREDICTION, CANCEL_PREDICTION -> path.substring(after(path, "/predictions/"));
			case MODEL, ANTHROPIC_MODEL, GEMINI_MODEL -> decoded(path.substring(after(path, "/models/")));
			case MODELS, ANTHROPIC_MODELS, GEMINI_MODELS, OLLAMA_TAGS, OLLAMA_VERSION, HELLO, UNKNOWN -> "";
			case IMAGES, IMAGE_EDITS, MODERATIONS, MISTRAL_MODERATIONS, TEI_RERANK ->
				body.path("model").asString("sim");
			default -> required(body, "model").asString("");
		};
	}

	private static int after(String path, String part) {
		int at = path.lastIndexOf(part);
		return (at < 0) ? 0 : at + part.length();
	}

	private static String decoded(String segment) {
		return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
	}

	static JsonNode required(JsonNode body, String field) {
		JsonNode value = body.path(field);
		if (value.isMissingNode() || value.isNull()) {
			throw new RefusedException(400, "Missing required parameter: '" + field + "'.");
		}
		return value;
	}

	private static Framing framing(Endpoint endpoint, OngoingCall.Head head, JsonNode body) {
		boolean asked = body.path("stream").asBoolean(false);
		return switch (endpoint) {
			case CHAT, COMPLETIONS, RESPONSES, MESSAGES -> asked ? Framing.SSE : Framing.WHOLE;
			case OLLAMA_CHAT, OLLAMA_GENERATE -> body.path("stream").asBoolean(true) ? Framing.NDJSON : Framing.WHOLE;
			case STREAM_GENERATE_CONTENT -> head.query().contains("alt=sse") ? Framing.SSE_CRLF : Framing.ARRAY;
			default -> Framing.WHOLE;
		};
	}

}
