package dev.sluice.wire.answer;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;

/** Judges Gemini's chunks, as SSE data or as elements of a streamed array. */
final class GenerateJudge extends Judge {

	private static final Needles NEEDLES = new Needles("error", "finishReason", "usageMetadata", "blockReason");

	private boolean shows;

	private boolean failed;

	GenerateJudge() {
		super(DialectFamily.GEMINI);
	}

	@Override
	boolean plain(EventBytes event) {
		return event.lacks(NEEDLES);
	}

	@Override
	Meaning weigh(EventBytes event) {
		boolean element = event.isElement();
		if (!element) {
			event.readSse();
		}
		event.trim(element);
		if (event.isEmpty() || event.startsWith(']')) {
			return Meaning.IDLE;
		}
		return event.name().equals("error") ? Meaning.ERROR : parse(event, this::chunk);
	}

	private Meaning chunk(JsonParser parser) {
		this.shows = false;
		this.failed = false;
		members(parser, (name) -> member(name, parser));
		if (this.failed) {
			return Meaning.ERROR;
		}
		return this.shows ? Meaning.CONTENT : Meaning.LIFECYCLE;
	}

	private void member(String name, JsonParser parser) {
		switch (name) {
			case "error" -> this.failed |= isError(parser);
			case "modelVersion" -> readModel(parser);
			case "usageMetadata" -> readUsage(parser);
			case "candidates" -> each(parser, () -> members(parser, (inner) -> candidate(inner, parser)));
			case "promptFeedback" -> members(parser, (inner) -> {
				if (inner.equals("blockReason") && filled(parser)) {
					this.shows = true;
					finish();
				}
			});
			default -> {
			}
		}
	}

	private void candidate(String name, JsonParser parser) {
		if (name.equals("finishReason")) {
			reason(parser);
		}
		else if (name.equals("content")) {
			members(parser, (inner) -> {
				if (inner.equals("parts")) {
					each(parser, () -> members(parser, (part) -> part(part, parser)));
				}
			});
		}
	}

	private void part(String name, JsonParser parser) {
		this.shows |= !name.equals("thoughtSignature") && filled(parser);
	}

	private void reason(JsonParser parser) {
		if (filled(parser)) {
			this.shows = true;
			finishOne();
		}
	}

	private static void each(JsonParser parser, Runnable reader) {
		if (parser.currentToken() != JsonToken.START_ARRAY) {
			return;
		}
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			reader.run();
			parser.skipChildren();
		}
	}

}
