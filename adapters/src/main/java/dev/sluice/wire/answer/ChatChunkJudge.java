package dev.sluice.wire.answer;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;

/** Judges the chunks of OpenAI's chat and legacy completion streams. */
final class ChatChunkJudge extends Judge {

	private static final Needles NEEDLES = new Needles("error", "usage", "finish_reason");

	private boolean shows;

	private boolean usageBeside;

	ChatChunkJudge() {
		super(DialectFamily.OPENAI);
	}

	@Override
	boolean plain(EventBytes event) {
		this.usageBeside = false;
		return event.startsWith('d') && event.lacks(NEEDLES);
	}

	@Override
	Meaning weigh(EventBytes event) {
		this.usageBeside = false;
		event.readSse();
		event.trim(false);
		if (event.isEmpty()) {
			return Meaning.IDLE;
		}
		if (event.isDone()) {
			return end();
		}
		return event.name().equals("error") ? Meaning.ERROR : parse(event, this::chunk);
	}

	@Override
	public boolean usageBeside() {
		return this.usageBeside;
	}

	private Meaning chunk(JsonParser parser) {
		boolean error = false;
		boolean usage = false;
		Choices choices = Choices.NONE;
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			switch (name) {
				case "error" -> error |= isError(parser);
				case "model" -> readModel(parser);
				case "service_tier" -> readServiceTier(parser);
				case "choices" -> choices = choices(parser);
				case "usage" -> {
					usage |= parser.currentToken() == JsonToken.START_OBJECT;
					readUsage(parser);
				}
				// Groq's place for usage.
				case "x_groq" -> members(parser, (inner) -> {
					if (inner.equals("usage")) {
						readUsage(parser);
					}
				});
				default -> parser.skipChildren();
			}
		}
		if (error || choices == Choices.FAILED) {
			return Meaning.ERROR;
		}
		this.usageBeside = usage && choices != Choices.NONE;
		return switch (choices) {
			case FILLED -> Meaning.CONTENT;
			case NONE -> usage ? Meaning.USAGE : Meaning.LIFECYCLE;
			default -> Meaning.LIFECYCLE;
		};
	}

	private Choices choices(JsonParser parser) {
		Choices result = Choices.NONE;
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			parser.skipChildren();
			return result;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Choices choice = (parser.currentToken() == JsonToken.START_OBJECT) ? choice(parser) : Choices.EMPTY;
			result = (choice.compareTo(result) > 0) ? choice : result;
		}
		return result;
	}

	private Choices choice(JsonParser parser) {
		Choices result = Choices.EMPTY;
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			Choices part = switch (name) {
				case "delta", "message" -> delta(parser) ? Choices.FILLED : Choices.EMPTY;
				case "text" -> filled(parser) ? Choices.FILLED : Choices.EMPTY;
				case "finish_reason" -> finishReason(parser);
				default -> {
					parser.skipChildren();
					yield Choices.EMPTY;
				}
			};
			result = (part.compareTo(result) > 0) ? part : result;
		}
		return result;
	}

	private Choices finishReason(JsonParser parser) {
		if (!filled(parser)) {
			return Choices.EMPTY;
		}
		String reason = parser.getValueAsString("");
		if (reason.equals("error") || reason.equals("insufficient_system_resource")) {
			return Choices.FAILED;
		}
		finishOne();
		return Choices.FILLED;
	}

	private boolean delta(JsonParser parser) {
		this.shows = false;
		members(parser, (name) -> this.shows |= !name.equals("role") && filled(parser));
		return this.shows;
	}

	private enum Choices {

		NONE, EMPTY, FILLED, FAILED

	}

}
