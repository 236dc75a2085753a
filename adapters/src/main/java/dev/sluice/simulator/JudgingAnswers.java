package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Answers moderations, which are harmless, and rerankings, which keep the order.
 */
final class JudgingAnswers {

	private static final List<String> CATEGORIES = List.of("harassment", "harassment/threatening", "hate",
			"hate/threatening", "illicit", "illicit/violent", "self-harm", "self-harm/instructions", "self-harm/intent",
			"sexual", "sexual/minors", "violence", "violence/graphic");

	private JudgingAnswers() {
	}

	static Map<String, Object> moderation(Ask ask) {
		JsonNode input = AskReader.required(ask.body(), "input");
		int inputs = (input.isArray() && input.path(0).isString()) ? input.size() : 1;
		List<Object> results = new ArrayList<>();
		for (int i = 0; i < inputs; i++) {
			results.add(Json.object("flagged", false, "categories", each(false), "category_scores", each(0.0001),
					"category_applied_input_types", each(List.of("text"))));
		}
		return Json.object("id", ask.answerId("modr-"), "model", ask.model(), "results", results);
	}

	private static Map<String, Object> each(Object value) {
		Map<String, Object> all = new LinkedHashMap<>();
		CATEGORIES.forEach((category) -> all.put(category, value));
		return all;
	}

	static Map<String, Object> rerank(Ask ask) {
		JsonNode body = ask.body();
		AskReader.required(body, "query");
		JsonNode documents = AskReader.required(body, "documents");
		int most = Math.min(documents.size(), body.path("top_n").asInt(documents.size()));
		List<Object> results = new ArrayList<>();
		for (int i = 0; i < most; i++) {
			results.add(result(i, documents.path(i), body.path("return_documents").asBoolean(false)));
		}
		int tokens = Texts.tokens(body.path("query"), documents);
		return Json.object("id", ask.answerId("rerank-"), "model", ask.model(), "results", results, "usage",
				Json.object("total_tokens", tokens), "meta",
				Json.object("billed_units", Json.object("search_units", 1)));
	}

	private static Map<String, Object> result(int index, JsonNode document, boolean withDocument) {
		Map<String, Object> result = Json.object("index", index, "relevance_score", 1.0 / (index + 1));
		if (withDocument) {
			result.put("document", Json.object("text", Texts.of(document)));
		}
		return result;
	}

}
