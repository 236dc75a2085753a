package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/**
 * Answers OpenAI chat completions.
 */
final class OpenAiChatAnswers implements ConversationAnswers {

	@Override
	public Facts facts(Ask ask) {
		JsonNode body = ask.body();
		JsonNode messages = AskReader.required(body, "messages");
		JsonNode last = Texts.last(messages);
		JsonNode format = body.path("response_format");
		int most = body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt(-1));
		JsonNode schema = format.path("json_schema").path("schema");
		return new Facts(Texts.of(last), Texts.tokens(messages, body.path("tools")), most, tools(body),
				last.path("role").asString("").equals("tool"), format.path("type").asString("").startsWith("json"),
				schema.isMissingNode() ? null : schema, thinks(body.path("reasoning_effort")),
				Math.max(1, Math.min(128, body.path("n").asInt(1))));
	}

	static List<Facts.Tool> tools(JsonNode body) {
		List<Facts.Tool> tools = new ArrayList<>();
		if (!body.path("tool_choice").asString("").equals("none")) {
			String forced = body.path("tool_choice").path("function").path("name").asString("");
			for (JsonNode tool : body.path("tools")) {
				JsonNode function = tool.path("function");
				String name = function.path("name").asString("");
				if (!name.isEmpty() && (forced.isEmpty() || forced.equals(name))) {
					tools.add(new Facts.Tool(name, function.path("parameters")));
				}
			}
		}
		return tools;
	}

	static boolean thinks(JsonNode effort) {
		return effort.isString() && !effort.stringValue().equals("none");
	}

	@Override
	public Map<String, Object> whole(Ask ask, Reply reply) {
		List<Object> choices = new ArrayList<>();
		for (int i = 0; i < reply.choices(); i++) {
			choices.add(Json.object("index", i, "message", message(reply), "logprobs", null, "finish_reason",
					finish(reply)));
		}
		Map<String, Object> answer = Json.object("id", ask.answerId("chatcmpl-"), "object", "chat.completion",
				"created", ask.epochSeconds(), "model", ask.model(), "choices", choices);
		if (reply.usage().told()) {
			answer.put("usage", usage(reply));
		}
		Json.put(answer, "service_tier", "default");
		Json.put(answer, "system_fingerprint", "fp_simulated");
		return answer;
	}

	private static Map<String, Object> message(Reply reply) {
		boolean calls = !reply.calls().isEmpty();
		Map<String, Object> message = Json.object("role", "assistant", "content", calls ? null : reply.spoken(),
				"refusal", null, "annotations", List.of());
		if (!reply.thinking().isEmpty()) {
			message.put("reasoning_content", reply.thought());
		}
		if (calls) {
			message.put("tool_calls", reply.calls().stream().map(OpenAiChatAnswers::call).toList());
		}
		return message;
	}

	private static Object call(Reply.Call call) {
		return Json.object("id", "call_" + call.id(), "type", "function", "function",
				Json.object("name", call.name(), "arguments", call.json()));
	}

	@Override
	public Answer streamed(Ask ask, Reply reply) {
		boolean withUsage = ask.body().path("stream_options").path("include_usage").asBoolean(false);
		ChatChunks chunks = new ChatChunks(ask, reply.choices(), withUsage);
		chunks.now(Json.object("role", "assistant", "content", ""));
		reply.thinking().forEach((token) -> chunks.token(Json.object("reasoning_content", token)));
		reply.text().forEach((token) -> chunks.token(Json.object("content", token)));
		reply.calls().forEach((call) -> stream(call, chunks));
		chunks.finish(finish(reply));
		if (withUsage && reply.usage().told()) {
			chunks.usage(usage(reply));
		}
		return chunks.done();
	}

	private static void stream(Reply.Call call, ChatChunks chunks) {
		chunks.token(toolDelta(Json.object("index", call.index(), "id", "call_" + call.id(), "type", "function",
				"function", Json.object("name", call.name(), "arguments", ""))));
		call.fragments()
			.forEach((part) -> chunks
				.token(toolDelta(Json.object("index", call.index(), "function", Json.object("arguments", part)))));
	}

	private static Map<String, Object> toolDelta(Map<String, Object> call) {
		return Json.object("tool_calls", List.of(call));
	}

	private static String finish(Reply reply) {
		return reply.calls().isEmpty() ? (reply.cut() ? "length" : "stop") : "tool_calls";
	}

	static Map<String, Object> usage(Reply reply) {
		Reply.Tokens usage = reply.usage();
		return Json.object("prompt_tokens", usage.input(), "completion_tokens", usage.output(), "total_tokens",
				usage.input() + usage.output(), "prompt_tokens_details",
				Json.object("cached_tokens", 0, "audio_tokens", 0), "completion_tokens_details",
				Json.object("reasoning_tokens", usage.reasoning(), "audio_tokens", 0, "accepted_prediction_tokens", 0,
						"rejected_prediction_tokens", 0));
	}

}
