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

	/** Mistral's has categories of its own, and is alarmed by one word. */
	static Map<String, Object> mistralModeration(Ask ask) {
		JsonNode input = AskReader.required(ask.body(), "input");
		List<Object> results = new ArrayList<>();
		for (int i = 0; i < (input.isArray() ? input.size() : 1); i++) {
			boolean violent = Texts.of(input.isArray() ? input.path(i) : input).contains("attack");
			results.add(Json.object("categories", Json.object("violence_and_threats", violent, "pii", false),
					"category_scores", Json.object("violence_and_threats", violent ? 0.98 : 0.01, "pii", 0.02)));
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

	static Map<String, Object> voyageRerank(Ask ask) {
		JsonNode documents = AskReader.required(ask.body(), "documents");
		return Json.object("object", "list", "data", order(documents, ask.body().path("top_k"), "relevance_score"),
				"model", ask.model(), "usage",
				Json.object("total_tokens", Texts.tokens(AskReader.required(ask.body(), "query"), documents)));
	}

	static List<Object> teiRerank(Ask ask) {
		AskReader.required(ask.body(), "query");
		return order(AskReader.required(ask.body(), "texts"), Json.emptyObject(), "score");
	}

	private static List<Object> order(JsonNode documents, JsonNode most, String score) {
		List<Object> results = new ArrayList<>();
		for (int i = 0; i < Math.min(documents.size(), most.asInt(documents.size())); i++) {
			results.add(Json.object("index", i, score, 1.0 / (i + 1)));
		}
		return results;
	}

	private static Map<String, Object> result(int index, JsonNode document, boolean withDocument) {
		Map<String, Object> result = Json.object("index", index, "relevance_score", 1.0 / (index + 1));
		if (withDocument) {
			result.put("document", Json.object("text", Texts.of(document)));
		}
		return result;
	}

}
