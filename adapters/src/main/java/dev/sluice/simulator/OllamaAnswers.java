package dev.sluice.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.sluice.call.DialectFamily;
import tools.jackson.databind.JsonNode;

/**
 * Answers Ollama's chat and generate.
 */
final class OllamaAnswers implements ConversationAnswers {

	@Override
	public Facts facts(Ask ask) {
		JsonNode body = ask.body();
		boolean chat = chat(ask);
		JsonNode said = chat ? AskReader.required(body, "messages") : body.path("prompt");
		JsonNode last = chat ? Texts.last(said) : said;
		JsonNode format = body.path("format");
		JsonNode think = body.path("think");
		return new Facts(Texts.of(last), Texts.tokens(said, body.path("system"), body.path("tools")),
				body.path("options").path("num_predict").asInt(-1), chat ? OpenAiChatAnswers.tools(body) : List.of(),
				last.path("role").asString("").equals("tool"), format.isObject() || format.isString(),
				format.isObject() ? format : null, think.isString() || think.asBoolean(false), 1);
	}

	private static boolean chat(Ask ask) {
		return ask.endpoint() == Endpoint.OLLAMA_CHAT;
	}

	@Override
	public Map<String, Object> whole(Ask ask, Reply reply) {
		Map<String, Object> answer = line(ask, reply.spoken(), reply.thought(), reply.calls());
		answer.putAll(end(reply));
		return answer;
	}

	@Override
	public Answer streamed(Ask ask, Reply reply) {
		EventSequence lines = new EventSequence(Framing.NDJSON);
		reply.thinking().forEach((token) -> lines.token("", () -> open(line(ask, "", token, List.of()))));
		reply.text().forEach((token) -> lines.token("", () -> open(line(ask, token, "", List.of()))));
		if (!reply.calls().isEmpty()) {
			lines.token("", () -> open(line(ask, "", "", reply.calls())));
		}
		lines.now("", () -> {
			Map<String, Object> last = line(ask, "", "", List.of());
			last.putAll(end(reply));
			return last;
		});
		return lines.answer("", ConversationAnswers.failure(DialectFamily.OLLAMA));
	}

	private static Map<String, Object> line(Ask ask, String text, String thinking, List<Reply.Call> calls) {
		Map<String, Object> line = Json.object("model", ask.model(), "created_at",
				Instant.ofEpochSecond(ask.epochSeconds()).toString());
		Map<String, Object> said = chat(ask) ? Json.object("role", "assistant", "content", text)
				: Json.object("response", text);
		if (!thinking.isEmpty()) {
			said.put("thinking", thinking);
		}
		if (!calls.isEmpty()) {
			said.put("tool_calls", calls.stream().map(OllamaAnswers::call).toList());
		}
		if (chat(ask)) {
			line.put("message", said);
		}
		else {
			line.putAll(said);
		}
		return line;
	}

	private static Object call(Reply.Call call) {
		return Json.object("function",
				Json.object("index", call.index(), "name", call.name(), "arguments", call.arguments()));
	}

	private static Map<String, Object> open(Map<String, Object> line) {
		line.put("done", false);
		return line;
	}

	private static Map<String, Object> end(Reply reply) {
		Map<String, Object> end = Json.object("done", true, "done_reason", reply.cut() ? "length" : "stop",
				"total_duration", 3_000_000, "load_duration", 1_000_000);
		if (reply.usage().told()) {
			end.putAll(Json.object("prompt_eval_count", reply.usage().input(), "prompt_eval_duration", 1_000_000,
					"eval_count", reply.usage().output(), "eval_duration", 1_000_000));
		}
		return end;
	}

}
