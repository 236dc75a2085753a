package dev.sluice.wire.answer;

import tools.jackson.core.JsonParser;

import dev.sluice.call.DialectFamily;

/** Judges the events of Anthropic's message streams. */
final class MessagesJudge extends TypedJudge {

	private boolean shows;

	MessagesJudge() {
		super(DialectFamily.ANTHROPIC);
	}

	@Override
	Meaning typed(String type, EventBytes event) {
		return switch (type) {
			case "content_block_delta" -> Meaning.CONTENT;
			case "ping" -> Meaning.IDLE;
			case "message_start", "message_delta" -> parse(event, this::message);
			case "content_block_start" -> parse(event, this::block);
			case "message_stop" -> end();
			case "error" -> Meaning.ERROR;
			default -> Meaning.LIFECYCLE;
		};
	}

	private Meaning message(JsonParser parser) {
		this.shows = false;
		members(parser, (name) -> messageMember(name, parser));
		return this.shows ? Meaning.CONTENT : Meaning.LIFECYCLE;
	}

	private void messageMember(String name, JsonParser parser) {
		switch (name) {
			case "message" -> members(parser, (inner) -> messageMember(inner, parser));
			case "model" -> readModel(parser);
			case "usage" -> readUsage(parser);
			case "delta" -> members(parser, (inner) -> this.shows |= inner.equals("stop_reason") && filled(parser));
			default -> {
			}
		}
	}

	private Meaning block(JsonParser parser) {
		this.shows = false;
		members(parser, (name) -> {
			if (name.equals("content_block")) {
				members(parser, (inner) -> this.shows |= blockShows(inner, parser));
			}
		});
		return this.shows ? Meaning.CONTENT : Meaning.LIFECYCLE;
	}

	private static boolean blockShows(String name, JsonParser parser) {
		return switch (name) {
			case "type" -> !"text".equals(parser.getValueAsString("text"));
			case "text" -> filled(parser);
			default -> false;
		};
	}

}
