package dev.sluice.chat.edge;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads whole answers as the clients of each dialect do, their first choice. */
final class WholeAnswers {

	private WholeAnswers() {
	}

	static Told read(Dialect client, JsonNode answer) {
		Told told = new Told();
		switch (client) {
			case OPENAI_CHAT -> chat(answer, told);
			case OPENAI_COMPLETIONS -> {
				told.text.append(answer.at("/choices/0/text").asString());
				told.finish = answer.at("/choices/0/finish_reason").asString();
				told.usage = object(answer.path("usage"));
			}
			case OPENAI_RESPONSES -> responses(answer, told);
			case ANTHROPIC_MESSAGES -> messages(answer, told);
			case GEMINI_GENERATE -> {
				answer.at("/candidates/0/content/parts").forEach((part) -> StrictGemini.part(part, told));
				told.finish = answer.at("/candidates/0/finishReason").asString();
				told.usage = object(answer.path("usageMetadata"));
			}
			default -> throw new IllegalArgumentException(client.id());
		}
		return told;
	}

	private static @Nullable JsonNode object(JsonNode node) {
		return node.isObject() ? node : null;
	}

	private static void chat(JsonNode answer, Told told) {
		assertThat(answer.path("choices").isEmpty()).as("clients read the first").isFalse();
		JsonNode message = answer.at("/choices/0/message");
		told.text.append(message.path("content").asString(""));
		told.thinking.append(message.path("reasoning_content").asString(""));
		told.refusal.append(message.path("refusal").asString(""));
		for (JsonNode call : message.path("tool_calls")) {
			boolean custom = call.has("custom");
			JsonNode function = call.path(custom ? "custom" : "function");
			JsonNode arguments = function.path(custom ? "input" : "arguments");
			assertThat(arguments.isString()).as("arguments are a text").isTrue();
			add(told, call.path("id").asString(), function.path("name").asString(), arguments.asString());
		}
		told.finish = answer.at("/choices/0/finish_reason").asString();
		told.usage = object(answer.path("usage"));
	}

	private static void add(Told told, String id, String name, String arguments) {
		Told.Call call = new Told.Call(id, name);
		call.arguments.append(arguments);
		told.calls.add(call);
	}

	private static void messages(JsonNode answer, Told told) {
		for (JsonNode block : answer.path("content")) {
			told.text.append(block.path("text").asString(""));
			told.thinking.append(block.path("thinking").asString(""));
			if (block.path("type").asString().equals("tool_use")) {
				assertThat(block.path("input").isObject()).as("the input is an object").isTrue();
				add(told, block.path("id").asString(), block.path("name").asString(), block.path("input").toString());
			}
		}
		told.finish = answer.path("stop_reason").asString();
		told.usage = object(answer.path("usage"));
	}

	private static void responses(JsonNode answer, Told told) {
		for (JsonNode item : answer.path("output")) {
			switch (item.path("type").asString()) {
				case "message" -> item.path("content").forEach((part) -> {
					told.text.append(part.path("text").asString(""));
					told.refusal.append(part.path("refusal").asString(""));
				});
				case "reasoning" ->
					item.path("summary").forEach((part) -> told.thinking.append(part.path("text").asString("")));
				case "function_call" -> add(told, item.path("call_id").asString(), item.path("name").asString(),
						item.path("arguments").asString());
				case "custom_tool_call" -> add(told, item.path("call_id").asString(), item.path("name").asString(),
						item.path("input").asString());
				default -> {
				}
			}
		}
		String reason = answer.at("/incomplete_details/reason").asString("");
		told.finish = answer.path("status").asString() + (reason.isEmpty() ? "" : " " + reason);
		told.usage = object(answer.path("usage"));
	}

}
