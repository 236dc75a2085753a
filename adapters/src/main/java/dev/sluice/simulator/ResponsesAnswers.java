package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers OpenAI responses.
 */
final class ResponsesAnswers implements ConversationAnswers {

	@Override
	public Facts facts(Ask ask) {
		JsonNode body = ask.body();
		JsonNode input = AskReader.required(body, "input");
		JsonNode last = input.isArray() ? Texts.last(input) : input;
		JsonNode format = body.path("text").path("format");
		JsonNode schema = format.path("schema");
		return new Facts(Texts.of(last), Texts.tokens(input, body.path("instructions"), body.path("tools")),
				body.path("max_output_tokens").asInt(-1), tools(body),
				last.path("type").asString("").endsWith("_call_output"),
				format.path("type").asString("").startsWith("json"), schema.isMissingNode() ? null : schema,
				OpenAiChatAnswers.thinks(body.path("reasoning").path("effort")), 1);
	}

	private static List<Facts.Tool> tools(JsonNode body) {
		List<Facts.Tool> tools = new ArrayList<>();
		if (!body.path("tool_choice").asString("").equals("none")) {
			String forced = body.path("tool_choice").path("name").asString("");
			for (JsonNode tool : body.path("tools")) {
				String name = tool.path("name").asString("");
				if (tool.path("type").asString("").equals("function") && (forced.isEmpty() || forced.equals(name))) {
					tools.add(new Facts.Tool(name, tool.path("parameters")));
				}
			}
		}
		return tools;
	}

	@Override
	public Map<String, Object> whole(Ask ask, Reply reply) {
		return response(ask, reply, reply.cut() ? "incomplete" : "completed", new ResponseItems(ask, reply).all());
	}

	@Override
	public Answer streamed(Ask ask, Reply reply) {
		return new ResponseStream(ask, reply).answer();
	}

	static Map<String, Object> response(Ask ask, Reply reply, String status, List<Object> output) {
		boolean ended = !status.equals("in_progress");
		JsonNode body = ask.body();
		Map<String, Object> response = Json.object("id", ask.answerId("resp_"), "object", "response", "created_at",
				ask.epochSeconds(), "completed_at", ended ? ask.epochSeconds() : null, "status", status, "error", null,
				"incomplete_details", status.equals("incomplete") ? Json.object("reason", "max_output_tokens") : null,
				"instructions", body.get("instructions"), "max_output_tokens", body.get("max_output_tokens"), "model",
				ask.model(), "output", output, "parallel_tool_calls", body.path("parallel_tool_calls").asBoolean(true),
				"previous_response_id", body.get("previous_response_id"), "reasoning",
				or(body.get("reasoning"), Json.object("effort", null, "summary", null)), "store",
				body.path("store").asBoolean(true), "temperature", or(body.get("temperature"), 1.0), "text",
				or(body.get("text"), Json.object("format", Json.object("type", "text"))), "tool_choice",
				or(body.get("tool_choice"), "auto"), "tools", or(body.get("tools"), List.of()), "top_p",
				or(body.get("top_p"), 1.0), "truncation", "disabled", "metadata", or(body.get("metadata"), Map.of()));
		Json.put(response, "usage", (ended && reply.usage().told()) ? usage(reply) : null);
		return response;
	}

	private static Object or(@Nullable JsonNode asked, Object otherwise) {
		return (asked != null && !asked.isNull()) ? asked : otherwise;
	}

	private static Map<String, Object> usage(Reply reply) {
		Reply.Tokens usage = reply.usage();
		return Json.object("input_tokens", usage.input(), "input_tokens_details",
				Json.object("cached_tokens", 0, "cache_write_tokens", 0), "output_tokens", usage.output(),
				"output_tokens_details", Json.object("reasoning_tokens", usage.reasoning()), "total_tokens",
				usage.input() + usage.output());
	}

}
