package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sluice.call.DialectFamily;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers Gemini's generateContent.
 */
final class GeminiAnswers implements ConversationAnswers {

	@Override
	public Facts facts(Ask ask) {
		JsonNode body = ask.body().has("generateContentRequest") ? ask.body().path("generateContentRequest")
				: ask.body();
		JsonNode contents = AskReader.required(body, "contents");
		JsonNode last = Texts.last(contents);
		JsonNode config = body.path("generationConfig");
		JsonNode schema = config.has("responseJsonSchema") ? config.get("responseJsonSchema")
				: config.get("responseSchema");
		return new Facts(Texts.of(last), Texts.tokens(contents, body.path("systemInstruction"), body.path("tools")),
				config.path("maxOutputTokens").asInt(-1), tools(body), answersTool(last),
				config.path("responseMimeType").asString("").equals("application/json"), schema,
				config.path("thinkingConfig").path("includeThoughts").asBoolean(false),
				Math.max(1, Math.min(8, config.path("candidateCount").asInt(1))));
	}

	private static boolean answersTool(JsonNode content) {
		for (JsonNode part : content.path("parts")) {
			if (part.has("functionResponse")) {
				return true;
			}
		}
		return false;
	}

	private static List<Facts.Tool> tools(JsonNode body) {
		List<Facts.Tool> tools = new ArrayList<>();
		JsonNode choice = body.path("toolConfig").path("functionCallingConfig");
		if (!choice.path("mode").asString("").equals("NONE")) {
			String forced = choice.path("allowedFunctionNames").path(0).asString("");
			for (JsonNode group : body.path("tools")) {
				for (JsonNode function : group.path("functionDeclarations")) {
					String name = function.path("name").asString("");
					if (forced.isEmpty() || forced.equals(name)) {
						tools.add(new Facts.Tool(name, function.has("parametersJsonSchema")
								? function.path("parametersJsonSchema") : function.path("parameters")));
					}
				}
			}
		}
		return tools;
	}

	@Override
	public Map<String, Object> whole(Ask ask, Reply reply) {
		List<Object> parts = new ArrayList<>();
		if (!reply.thinking().isEmpty()) {
			parts.add(thought(reply.thought()));
		}
		if (!reply.text().isEmpty()) {
			parts.add(Json.object("text", reply.spoken()));
		}
		reply.calls().forEach((call) -> parts.add(call(call)));
		return chunk(ask, reply, parts, finish(reply));
	}

	@Override
	public Answer streamed(Ask ask, Reply reply) {
		EventSequence events = new EventSequence(ask.framing());
		reply.thinking().forEach((token) -> add(events, ask, reply, thought(token)));
		reply.text().forEach((token) -> add(events, ask, reply, Json.object("text", token)));
		reply.calls().forEach((call) -> add(events, ask, reply, call(call)));
		events.now("", () -> chunk(ask, reply, List.of(Json.object("text", "")), finish(reply)));
		return events.answer("", ConversationAnswers.failure(DialectFamily.GEMINI));
	}

	private static void add(EventSequence events, Ask ask, Reply reply, Map<String, Object> part) {
		events.token("", () -> chunk(ask, reply, List.of(part), null));
	}

	private static Map<String, Object> chunk(Ask ask, Reply reply, List<Object> parts, @Nullable String finish) {
		List<Object> candidates = new ArrayList<>();
		for (int i = 0; i < reply.choices(); i++) {
			Map<String, Object> candidate = Json.object("content", Json.object("parts", parts, "role", "model"));
			if (finish != null) {
				candidate.put("finishReason", finish);
			}
			candidate.put("index", i);
			candidates.add(candidate);
		}
		Map<String, Object> chunk = Json.object("candidates", candidates);
		if (reply.usage().told()) {
			chunk.put("usageMetadata", usage(reply.usage(), finish != null));
		}
		chunk.put("modelVersion", ask.model());
		chunk.put("responseId", ask.answerId("r"));
		return chunk;
	}

	/**
	 * Grows over the stream; what is said and what is thought are counted apart.
	 */
	private static Map<String, Object> usage(Reply.Tokens told, boolean last) {
		if (!last) {
			return Json.object("promptTokenCount", told.input(), "totalTokenCount", told.input());
		}
		return Json.object("promptTokenCount", told.input(), "candidatesTokenCount", told.output() - told.reasoning(),
				"thoughtsTokenCount", told.reasoning(), "totalTokenCount", told.input() + told.output());
	}

	private static Map<String, Object> thought(String text) {
		return Json.object("text", text, "thought", true);
	}

	private static Map<String, Object> call(Reply.Call call) {
		Map<String, Object> part = Json.object("functionCall",
				Json.object("id", call.id(), "name", call.name(), "args", call.arguments()));
		if (call.index() == 0) {
			part.put("thoughtSignature", "c2ltdWxhdGVk");
		}
		return part;
	}

	private static String finish(Reply reply) {
		return reply.cut() ? "MAX_TOKENS" : "STOP";
	}

}
