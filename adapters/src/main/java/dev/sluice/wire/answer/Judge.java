package dev.sluice.wire.answer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.DialectFamily;
import dev.sluice.call.Usage;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.JsonBytes;
import dev.sluice.wire.OutputText;

/** What the judges of all dialects keep and share. */
abstract class Judge implements EventJudge {

	private final EventBytes event = new EventBytes();

	private final UsageReader usage;

	private @Nullable OutputText text;

	private boolean begun;

	private boolean finished;

	private boolean ended;

	private int goingOn = 1;

	private @Nullable String servedModel;

	private @Nullable String error;

	Judge(DialectFamily family) {
		this.usage = new UsageReader(family);
	}

	@Override
	public final Meaning judge(ByteBuf buffer) {
		this.event.load(buffer);
		if (this.text != null) {
			this.text.take(this.event.bytes(), this.event.from(), this.event.from() + this.event.length());
		}
		if (this.begun && plain(this.event)) {
			return Meaning.CONTENT;
		}
		Meaning meaning = weigh(this.event);
		this.begun |= meaning == Meaning.CONTENT;
		if (meaning == Meaning.ERROR) {
			this.error = ProviderMessage.find(this.event.bytes(), this.event.from(), this.event.length());
		}
		return meaning;
	}

	@Override
	public final void keep(OutputText text) {
		this.text = text;
	}

	/**
	 * Whether a cheap look tells that an event of a stream that has begun is more
	 * content.
	 */
	abstract boolean plain(EventBytes event);

	/**
	 * Finds the event's payload and reads it.
	 */
	abstract Meaning weigh(EventBytes event);

	/**
	 * Parses the payload. One that cannot be parsed but looks like JSON is passed on: its
	 * reader may know better. Any other text where JSON is due is a failure.
	 */
	final Meaning parse(EventBytes event, JsonWeigher weigher) {
		try (JsonParser parser = JsonBytes.parser(event.bytes(), event.from(), event.length())) {
			JsonToken token = parser.nextToken();
			boolean list = token == JsonToken.START_ARRAY;
			token = list ? parser.nextToken() : token;
			return (token == JsonToken.START_OBJECT) ? weigher.weigh(parser) : Meaning.LIFECYCLE;
		}
		catch (JacksonException ex) {
			return (this.begun || event.startsWith('{') || event.startsWith('[')) ? Meaning.CONTENT : Meaning.ERROR;
		}
	}

	final void readUsage(JsonParser parser) {
		if (parser.currentToken() == JsonToken.START_OBJECT) {
			this.usage.readObject(parser);
		}
	}

	final boolean readCount(String name, JsonParser parser) {
		return this.usage.readCount(name, parser);
	}

	final void readServiceTier(JsonParser parser) {
		if (parser.currentToken() == JsonToken.VALUE_STRING) {
			this.usage.text("service_tier", parser);
		}
	}

	/** One more piece of what is billed by the piece. */
	final void count(UsageField field) {
		this.usage.add(field);
	}

	final void readModel(JsonParser parser) {
		if (this.servedModel == null && parser.currentToken() == JsonToken.VALUE_STRING
				&& parser.getStringLength() > 0) {
			this.servedModel = parser.getString();
		}
	}

	/**
	 * Whether the current value is an error: neither null, false nor empty.
	 */
	static boolean isError(JsonParser parser) {
		return filled(parser) || parser.currentToken().isNumeric();
	}

	/**
	 * Whether the current value holds something to show. Consumes it.
	 */
	static boolean filled(JsonParser parser) {
		switch (parser.currentToken()) {
			case VALUE_STRING -> {
				return parser.getStringLength() > 0;
			}
			case START_OBJECT, START_ARRAY -> {
				boolean list = parser.currentToken() == JsonToken.START_ARRAY;
				JsonToken end = list ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
				boolean filled = parser.nextToken() != end;
				while (parser.currentToken() != end) {
					parser.skipChildren();
					parser.nextToken();
				}
				return filled;
			}
			default -> {
				return false;
			}
		}
	}

	/**
	 * Walks over the members of a value, which may be null or of another type.
	 */
	static void members(JsonParser parser, MemberReader reader) {
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			parser.skipChildren();
			return;
		}
		while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = parser.currentName();
			parser.nextToken();
			reader.read(name);
			parser.skipChildren();
		}
	}

	/** How many answers were asked for, each with a finish of its own. */
	final Judge answers(int number) {
		this.goingOn = number;
		return this;
	}

	/** One answer is complete; a stream of several goes on. */
	final void finishOne() {
		this.goingOn--;
		this.finished |= this.goingOn <= 0;
	}

	/** Nothing more is due, but other events may come. */
	final void finish() {
		this.finished = true;
	}

	/** The end mark: no event comes behind it. */
	final Meaning end() {
		this.finished = true;
		this.ended = true;
		return Meaning.END;
	}

	@Override
	public final boolean finished() {
		return this.finished;
	}

	@Override
	public final boolean ended() {
		return this.ended;
	}

	@Override
	public final Usage usage() {
		return this.usage.usage();
	}

	@Override
	public final @Nullable String servedModel() {
		return this.servedModel;
	}

	@Override
	public final @Nullable String error() {
		return this.error;
	}

	/**
	 * Looks at one member, whose value the parser stands at; what it leaves is skipped.
	 */
	@FunctionalInterface
	interface MemberReader {

		void read(String name);

	}

	/** Reads one JSON object that the parser has just entered. */
	@FunctionalInterface
	interface JsonWeigher {

		Meaning weigh(JsonParser parser);

	}

}
