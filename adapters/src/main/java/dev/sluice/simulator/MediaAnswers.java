package dev.sluice.simulator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Answers with images, with sound, and with what it claims to hear.
 */
final class MediaAnswers {

	private static final String HEARD = "This transcription is simulated; nobody listened.";

	/** One transparent pixel. */
	private static final String PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

	private MediaAnswers() {
	}

	static Map<String, Object> images(Ask ask) {
		JsonNode body = ask.body();
		String prompt = AskReader.required(body, "prompt").asString("");
		boolean url = body.path("response_format").asString("").equals("url");
		int tokens = Tokenizer.count(prompt);
		List<Object> data = new ArrayList<>();
		for (int i = 0; i < Math.max(1, Math.min(10, body.path("n").asInt(1))); i++) {
			data.add(Json.object(url ? "url" : "b64_json",
					url ? "https://simulated.example/" + ask.id() + "-" + i + ".png" : PNG, "revised_prompt",
					"Simulated: " + prompt));
		}
		return Json.object("created", ask.epochSeconds(), "data", data, "usage",
				Json.object("input_tokens", tokens, "output_tokens", 10 * data.size(), "total_tokens",
						tokens + 10 * data.size(), "input_tokens_details",
						Json.object("text_tokens", tokens, "image_tokens", 0)));
	}

	static boolean wantsPicture(Ask ask) {
		for (JsonNode modality : ask.body().path("generationConfig").path("responseModalities")) {
			if (modality.asString("").equals("IMAGE")) {
				return true;
			}
		}
		return false;
	}

	static Map<String, Object> picture(Ask ask) {
		int tokens = Texts.tokens(AskReader.required(ask.body(), "contents"));
		Map<String, Object> part = Json.object("inlineData", Json.object("mimeType", "image/png", "data", PNG));
		return Json.object("candidates",
				List.of(Json.object("content", Json.object("role", "model", "parts", List.of(part)), "finishReason",
						"STOP", "index", 0)),
				"usageMetadata",
				Json.object("promptTokenCount", tokens, "candidatesTokenCount", 1290, "totalTokenCount", tokens + 1290,
						"candidatesTokensDetails", List.of(Json.object("modality", "IMAGE", "tokenCount", 1290))),
				"modelVersion", ask.model());
	}

	static String speechType(Ask ask) {
		AskReader.required(ask.body(), "input");
		return switch (ask.body().path("response_format").asString("mp3")) {
			case "opus" -> "audio/opus";
			case "aac" -> "audio/aac";
			case "flac" -> "audio/flac";
			case "wav" -> "audio/wav";
			case "pcm" -> "audio/pcm";
			default -> "audio/mpeg";
		};
	}

	/**
	 * A tenth of a second of silence, as WAV whatever was asked.
	 */
	static byte[] speech() {
		int samples = 800;
		ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
		wav.put(ascii("RIFF")).putInt(36 + 2 * samples).put(ascii("WAVEfmt ")).putInt(16);
		wav.putShort((short) 1).putShort((short) 1).putInt(8000).putInt(16000).putShort((short) 2).putShort((short) 16);
		wav.put(ascii("data")).putInt(2 * samples);
		return wav.array();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	static String transcriptionType(Ask ask) {
		return switch (format(ask)) {
			case "text", "srt", "vtt" -> "text/plain; charset=utf-8";
			default -> "application/json";
		};
	}

	static String transcription(Ask ask) {
		AskReader.required(ask.body(), "file");
		Map<String, Object> usage = Json.object("type", "duration", "seconds", 1);
		return switch (format(ask)) {
			case "text" -> HEARD + "\n";
			case "srt" -> "1\n00:00:00,000 --> 00:00:01,000\n" + HEARD + "\n\n";
			case "vtt" -> "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" + HEARD + "\n\n";
			case "verbose_json" -> Json.text(Json.object("task", "transcribe", "language", "english", "duration", 1.0,
					"text", HEARD, "segments", List.of(), "usage", usage));
			default -> Json.text(Json.object("text", HEARD, "usage", usage));
		};
	}

	private static String format(Ask ask) {
		return ask.body().path("response_format").asString("json");
	}

}
