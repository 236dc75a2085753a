package dev.sluice.wire.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;

/**
 * Judges SSE streams whose events have a type, in the {@code event:} line or in the JSON.
 */
abstract class TypedJudge extends Judge {

	private @Nullable String type;

	TypedJudge(DialectFamily family) {
		super(family);
	}

	// The type is read without a look at the data, so no cheaper look is needed.
	@Override
	final boolean plain(EventBytes event) {
		return false;
	}

	@Override
	final Meaning weigh(EventBytes event) {
		event.readSse();
		event.trim(false);
		if (event.isEmpty()) {
			return Meaning.IDLE;
		}
		if (event.isDone()) {
			return done();
		}
		String name = event.name();
		if (!name.isEmpty() && !name.equals("message")) {
			return typed(name, event);
		}
		this.type = null;
		Meaning untyped = parse(event, this::readType);
		return (this.type != null) ? typed(this.type, event) : untyped;
	}

	private Meaning readType(JsonParser parser) {
		Meaning untyped = Meaning.LIFECYCLE;
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			if (name.equals("type") && parser.currentToken() == JsonToken.VALUE_STRING) {
				this.type = parser.getString();
				return Meaning.LIFECYCLE;
			}
			if (name.equals("error") && isError(parser)) {
				untyped = Meaning.ERROR;
			}
			parser.skipChildren();
		}
		return untyped;
	}

	/**
	 * What OpenAI's {@code [DONE]} means here.
	 */
	Meaning done() {
		return Meaning.IDLE;
	}

	abstract Meaning typed(String type, EventBytes event);

}
