package dev.sluice.wire.answer;

import tools.jackson.core.JsonParser;

import dev.sluice.call.DialectFamily;

/** Judges the events of OpenAI's Responses streams. */
final class ResponsesJudge extends TypedJudge {

	ResponsesJudge() {
		super(DialectFamily.OPENAI);
	}

	@Override
	Meaning typed(String type, EventBytes event) {
		return switch (type) {
			case "response.completed", "response.incomplete" -> {
				parse(event, this::response);
				yield end();
			}
			case "response.failed", "response.cancelled" -> {
				parse(event, this::response);
				finish();
				yield Meaning.ERROR;
			}
			case "error" -> Meaning.ERROR;
			case "response.created", "response.in_progress" -> parse(event, this::response);
			case "keepalive", "ping" -> Meaning.IDLE;
			case "response.web_search_call.completed" -> {
				count(UsageField.WEB_SEARCHES);
				yield Meaning.LIFECYCLE;
			}
			default -> shows(type) ? Meaning.CONTENT : Meaning.LIFECYCLE;
		};
	}

	private static boolean shows(String type) {
		return type.endsWith(".delta") || type.endsWith(".done") || type.endsWith(".partial_image");
	}

	private Meaning response(JsonParser parser) {
		members(parser, (name) -> {
			if (name.equals("response")) {
				members(parser, (inner) -> {
					switch (inner) {
						case "model" -> readModel(parser);
						case "service_tier" -> readServiceTier(parser);
						case "usage" -> readUsage(parser);
						default -> {
						}
					}
				});
			}
		});
		return Meaning.LIFECYCLE;
	}

}
