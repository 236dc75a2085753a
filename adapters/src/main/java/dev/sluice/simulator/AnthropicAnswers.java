package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers Anthropic messages.
 */
final class AnthropicAnswers implements ConversationAnswers {

	private static final String SIGNATURE = "c2ltdWxhdGVk";

	@Override
	public Facts facts(Ask ask) {
		JsonNode body = ask.body();
		JsonNode messages = AskReader.required(body, "messages");
		if (ask.endpoint() == Endpoint.MESSAGES) {
			AskReader.required(body, "max_tokens");
		}
		JsonNode last = Texts.last(messages);
		JsonNode format = body.has("output_format") ? body.path("output_format")
				: body.path("output_config").path("format");
		String thinking = body.path("thinking").path("type").asString("");
		return new Facts(Texts.of(last.path("content")),
				Texts.tokens(messages, body.path("system"), body.path("tools")), body.path("max_tokens").asInt(-1),
				tools(body), answersTool(last), format.has("schema"), format.get("schema"),
				thinking.equals("enabled") || thinking.equals("adaptive"), 1);
	}

	private static boolean answersTool(JsonNode message) {
		for (JsonNode block : message.path("content")) {
			if (block.path("type").asString("").equals("tool_result")) {
				return true;
			}
		}
		return false;
	}

	private static List<Facts.Tool> tools(JsonNode body) {
		List<Facts.Tool> tools = new ArrayList<>();
		JsonNode choice = body.path("tool_choice");
		if (!choice.path("type").asString("").equals("none")) {
			String forced = choice.path("name").asString("");
			for (JsonNode tool : body.path("tools")) {
				String name = tool.path("name").asString("");
				if (tool.has("input_schema") && (forced.isEmpty() || forced.equals(name))) {
					tools.add(new Facts.Tool(name, tool.path("input_schema")));
				}
			}
		}
		return tools;
	}

	@Override
	public Map<String, Object> whole(Ask ask, Reply reply) {
		List<Object> content = new ArrayList<>();
		if (!reply.thinking().isEmpty()) {
			content.add(Json.object("type", "thinking", "thinking", reply.thought(), "signature", SIGNATURE));
		}
		if (!reply.text().isEmpty()) {
			content.add(Json.object("type", "text", "text", reply.spoken(), "citations", null));
		}
		reply.calls().forEach((call) -> content.add(call(call, call.arguments())));
		return message(ask, content, stop(reply), reply.usage().told() ? usage(reply, reply.usage().output()) : null);
	}

	private static Map<String, Object> message(Ask ask, List<Object> content, @Nullable String stop,
			@Nullable Object usage) {
		Map<String, Object> message = Json.object("id", ask.answerId("msg_"), "type", "message", "role", "assistant",
				"model", ask.model(), "content", content, "stop_reason", stop, "stop_sequence", null, "stop_details",
				null, "container", null);
		if (usage != null) {
			message.put("usage", usage);
		}
		return message;
	}

	private static Map<String, Object> call(Reply.Call call, Map<String, Object> input) {
		return Json.object("type", "tool_use", "id", "toolu_" + call.id(), "name", call.name(), "input", input);
	}

	private static Map<String, Object> usage(Reply reply, long output) {
		return Json.object("input_tokens", reply.usage().input(), "cache_creation_input_tokens", 0,
				"cache_read_input_tokens", 0, "output_tokens", output, "service_tier", "standard");
	}

	private static String stop(Reply reply) {
		return reply.calls().isEmpty() ? (reply.cut() ? "max_tokens" : "end_turn") : "tool_use";
	}

	@Override
	public Answer streamed(Ask ask, Reply reply) {
		MessageBlocks blocks = new MessageBlocks();
		boolean told = reply.usage().told();
		blocks.now("message_start", "message", message(ask, List.of(), null, told ? usage(reply, 1) : null));
		blocks.now("ping");
		if (!reply.thinking().isEmpty()) {
			blocks.start(Json.object("type", "thinking", "thinking", "", "signature", ""));
			reply.thinking().forEach((token) -> blocks.delta("thinking_delta", "thinking", token));
			blocks.sign(SIGNATURE);
			blocks.stop();
		}
		if (!reply.text().isEmpty()) {
			blocks.start(Json.object("type", "text", "text", "", "citations", null));
			reply.text().forEach((token) -> blocks.delta("text_delta", "text", token));
			blocks.stop();
		}
		for (Reply.Call call : reply.calls()) {
			blocks.start(call(call, Map.of()));
			call.fragments().forEach((part) -> blocks.delta("input_json_delta", "partial_json", part));
			blocks.stop();
		}
		blocks.end(stop(reply), told ? Json.object("output_tokens", reply.usage().output()) : null);
		return blocks.done();
	}

}
