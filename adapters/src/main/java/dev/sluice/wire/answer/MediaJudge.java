package dev.sluice.wire.answer;

import tools.jackson.core.JsonParser;

import dev.sluice.call.DialectFamily;

/** Judges OpenAI's other streams: images, speech, transcriptions. */
final class MediaJudge extends TypedJudge {

	MediaJudge() {
		super(DialectFamily.OPENAI);
	}

	@Override
	Meaning typed(String type, EventBytes event) {
		if (type.equals("error")) {
			return Meaning.ERROR;
		}
		if (type.endsWith(".completed") || type.endsWith(".done")) {
			parse(event, this::last);
			if (type.startsWith("image_")) {
				count(UsageField.IMAGES);
			}
			finishOne();
			return Meaning.END;
		}
		return Meaning.CONTENT;
	}

	@Override
	Meaning done() {
		return end();
	}

	private Meaning last(JsonParser parser) {
		members(parser, (name) -> {
			switch (name) {
				case "model" -> readModel(parser);
				case "usage" -> readUsage(parser);
				default -> {
				}
			}
		});
		return Meaning.END;
	}

}
