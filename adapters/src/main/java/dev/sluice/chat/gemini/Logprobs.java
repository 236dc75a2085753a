package dev.sluice.chat.gemini;

import java.nio.charset.StandardCharsets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.chat.json.RawJson;

/** Turns token probabilities into OpenAI's shape and back. */
final class Logprobs {

	private Logprobs() {
	}

	static RawJson read(RawJson own) {
		JsonNode tree = Trees.read(own);
		JsonNode chosen = tree.path("chosenCandidates");
		JsonNode top = tree.path("topCandidates");
		ObjectNode read = Trees.object();
		ArrayNode content = read.putArray("content");
		for (int i = 0; i < chosen.size(); i++) {
			ObjectNode entry = entry(chosen.get(i), content.addObject());
			ArrayNode alternatives = entry.putArray("top_logprobs");
			top.path(i).path("candidates").forEach((other) -> entry(other, alternatives.addObject()));
		}
		read.putNull("refusal");
		return new RawJson(read.toString());
	}

	private static ObjectNode entry(JsonNode own, ObjectNode entry) {
		String token = own.path("token").asString("");
		entry.put("token", token);
		entry.set("logprob", own.has("logProbability") ? own.path("logProbability") : entry.numberNode(0));
		ArrayNode bytes = entry.putArray("bytes");
		for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
			bytes.add(b & 0xFF);
		}
		return entry;
	}

	static RawJson write(RawJson openAi) {
		ObjectNode own = Trees.object();
		ArrayNode top = own.putArray("topCandidates");
		ArrayNode chosen = own.putArray("chosenCandidates");
		for (JsonNode entry : Trees.read(openAi).path("content")) {
			ArrayNode candidates = top.addObject().putArray("candidates");
			entry.path("top_logprobs").forEach((other) -> candidate(other, candidates.addObject()));
			candidate(entry, chosen.addObject());
		}
		return new RawJson(own.toString());
	}

	private static void candidate(JsonNode entry, ObjectNode candidate) {
		candidate.put("token", entry.path("token").asString(""));
		candidate.set("logProbability", entry.path("logprob"));
	}

}
