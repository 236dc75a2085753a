package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.sluice.call.DialectFamily;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Answers OpenAI's older completions.
 */
final class OpenAiCompletionAnswers implements ConversationAnswers {

	@Override
	public Facts facts(Ask ask) {
		JsonNode body = ask.body();
		JsonNode prompt = AskReader.required(body, "prompt");
		int prompts = (prompt.isArray() && prompt.path(0).isString()) ? prompt.size() : 1;
		int choices = Math.max(1, Math.min(128, body.path("n").asInt(1))) * prompts;
		return new Facts(Texts.of(prompt), Texts.tokens(prompt), body.path("max_tokens").asInt(-1), List.of(), false,
				false, null, false, choices);
	}

	@Override
	public Map<String, Object> whole(Ask ask, Reply reply) {
		List<Object> choices = new ArrayList<>();
		for (int i = 0; i < reply.choices(); i++) {
			choices.add(choice(i, reply.spoken(), finish(reply)));
		}
		Map<String, Object> answer = object(ask, choices);
		if (reply.usage().told()) {
			answer.put("usage", OpenAiChatAnswers.usage(reply));
		}
		return answer;
	}

	@Override
	public Answer streamed(Ask ask, Reply reply) {
		EventSequence events = new EventSequence(Framing.SSE);
		for (int i = 0; i < reply.choices(); i++) {
			int index = i;
			reply.text().forEach((token) -> events.token("", () -> object(ask, List.of(choice(index, token, null)))));
			events.now("", () -> object(ask, List.of(choice(index, "", finish(reply)))));
		}
		if (ask.body().path("stream_options").path("include_usage").asBoolean(false) && reply.usage().told()) {
			events.now("", () -> {
				Map<String, Object> last = object(ask, List.of());
				last.put("usage", OpenAiChatAnswers.usage(reply));
				return last;
			});
		}
		return events.raw("[DONE]".getBytes(StandardCharsets.US_ASCII))
			.answer("", ConversationAnswers.failure(DialectFamily.OPENAI));
	}

	private static Map<String, Object> object(Ask ask, List<Object> choices) {
		return Json.object("id", ask.answerId("cmpl-"), "object", "text_completion", "created", ask.epochSeconds(),
				"model", ask.model(), "choices", choices);
	}

	private static Object choice(int index, String text, @Nullable String finish) {
		return Json.object("text", text, "index", index, "logprobs", null, "finish_reason", finish);
	}

	private static String finish(Reply reply) {
		return reply.cut() ? "length" : "stop";
	}

}
