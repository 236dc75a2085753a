package dev.sluice.wire.answer;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;

/** Judges the lines of Ollama's streams. */
final class OllamaJudge extends Judge {

	private static final Needles NEEDLES = new Needles("error", "done");

	private boolean shows;

	private boolean failed;

	private boolean done;

	OllamaJudge() {
		super(DialectFamily.OLLAMA);
	}

	@Override
	boolean plain(EventBytes event) {
		return event.lacks(NEEDLES);
	}

	@Override
	Meaning weigh(EventBytes event) {
		event.trim(false);
		return event.isEmpty() ? Meaning.IDLE : parse(event, this::line);
	}

	private Meaning line(JsonParser parser) {
		this.shows = false;
		this.failed = false;
		this.done = false;
		members(parser, (name) -> member(name, parser));
		if (this.failed) {
			return Meaning.ERROR;
		}
		if (this.done) {
			return end();
		}
		return this.shows ? Meaning.CONTENT : Meaning.LIFECYCLE;
	}

	private void member(String name, JsonParser parser) {
		switch (name) {
			case "error" -> this.failed |= isError(parser);
			case "model" -> readModel(parser);
			case "done" -> this.done = parser.currentToken() == JsonToken.VALUE_TRUE;
			case "response" -> this.shows |= filled(parser);
			case "message" -> members(parser, (inner) -> this.shows |= !inner.equals("role") && filled(parser));
			default -> readCount(name, parser);
		}
	}

}
