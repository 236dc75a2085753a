package dev.sluice.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

import tools.jackson.databind.JsonNode;

/**
 * Makes up embeddings. The same text has the same vector of length one.
 */
final class EmbeddingAnswers {

	private static final int DIMENSIONS = 8;

	private EmbeddingAnswers() {
	}

	static Map<String, Object> openAi(Ask ask, Script script) {
		JsonNode body = ask.body();
		JsonNode input = AskReader.required(body, "input");
		boolean base64 = body.path("encoding_format").asString("").equals("base64");
		List<Object> data = new ArrayList<>();
		for (float[] vector : vectors(input, body.path("dimensions"))) {
			data.add(Json.object("object", "embedding", "index", data.size(), "embedding",
					base64 ? base64(vector) : vector));
		}
		int tokens = Texts.tokens(input);
		Map<String, Object> answer = Json.object("object", "list", "data", data, "model", ask.model());
		if (!script.text(Directive.USAGE, "").equals("missing")) {
			answer.put("usage", Json.object("prompt_tokens", tokens, "total_tokens", tokens));
		}
		return answer;
	}

	static Map<String, Object> gemini(Ask ask) {
		return Json.object("embedding", geminiVector(ask.body()));
	}

	static Map<String, Object> geminiBatch(Ask ask) {
		List<Object> embeddings = new ArrayList<>();
		for (JsonNode request : AskReader.required(ask.body(), "requests")) {
			embeddings.add(geminiVector(request));
		}
		return Json.object("embeddings", embeddings);
	}

	private static Object geminiVector(JsonNode request) {
		return Json.object("values",
				vector(Texts.of(request.path("content")), size(request.path("outputDimensionality"))));
	}

	static Map<String, Object> ollama(Ask ask) {
		JsonNode input = AskReader.required(ask.body(), "input");
		return Json.object("model", ask.model(), "embeddings", vectors(input, ask.body().path("dimensions")),
				"total_duration", 2_000_000, "load_duration", 1_000_000, "prompt_eval_count", Texts.tokens(input));
	}

	private static List<float[]> vectors(JsonNode input, JsonNode dimensions) {
		boolean several = input.isArray() && !input.path(0).isNumber();
		List<float[]> vectors = new ArrayList<>();
		if (!several) {
			return List.of(vector(input.toString(), size(dimensions)));
		}
		input.forEach((item) -> vectors.add(vector(item.toString(), size(dimensions))));
		return vectors;
	}

	private static int size(JsonNode dimensions) {
		return Math.max(1, Math.min(8192, dimensions.asInt(DIMENSIONS)));
	}

	private static float[] vector(String text, int size) {
		Random random = new Random(text.hashCode());
		float[] vector = new float[size];
		double square = 0;
		for (int i = 0; i < size; i++) {
			vector[i] = (float) random.nextGaussian();
			square += vector[i] * vector[i];
		}
		for (int i = 0; i < size; i++) {
			vector[i] /= (float) Math.sqrt(square);
		}
		return vector;
	}

	private static String base64(float[] vector) {
		ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(vector);
		return Base64.getEncoder().encodeToString(bytes.array());
	}

}
