package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.wire.JsonBytes;

/**
 * Reads the facts of a long answer from its ends, without the text between them.
 *
 * <p>
 * The usage is looked for in the tail. What stands from there to the end of the body is
 * read as if it were an object: that succeeds only when the member is one of the top
 * level, because every level in between would close one brace too many.
 */
final class LongReply {

	/** Shorter answers are read whole. */
	static final int FROM = 4096;

	private static final int HEAD = 512;

	private static final byte[] USAGE = quoted("usage");

	private static final byte[] SERVICE_TIER = quoted("service_tier");

	private static final byte[] TOOLS = quoted("tools");

	private LongReply() {
	}

	/**
	 * Reads the ends of an answer.
	 * @param dialect what the provider speaks
	 * @param body the whole body
	 * @return the facts, or null when the ends do not tell them
	 */
	static @Nullable ReplyFacts read(Dialect dialect, ByteBuf body) {
		if (body.readableBytes() <= FROM || dialect.family() == DialectFamily.GEMINI
				|| dialect.family() == DialectFamily.OLLAMA) {
			return null;
		}
		try {
			ReplyFacts tail = tail(dialect, body);
			String model = (tail != null) ? servedModel(tail, body) : null;
			return (tail != null && model != null) ? new ReplyFacts(tail.usage(), model, false, null) : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

	private static @Nullable ReplyFacts tail(Dialect dialect, ByteBuf body) {
		byte[] tail = ByteBufUtil.getBytes(body, body.writerIndex() - FROM, FROM);
		int at = last(USAGE, tail);
		if (at < 1 || (dialect == Dialect.OPENAI_RESPONSES && !withoutTools(tail))) {
			return null;
		}
		String tier = serviceTier(tail);
		tail[at - 1] = '{';
		ReplyFacts facts = ReplyFacts.read(dialect, tail, at - 1, tail.length - at + 1);
		if (facts.failed() || !facts.usage().known() || !endsThere(tail, at - 1)) {
			return null;
		}
		return (tier == null) ? facts
				: new ReplyFacts(facts.usage().withServiceTier(tier), facts.servedModel(), false, null);
	}

	// Which tools were used stands between the ends.
	private static boolean withoutTools(byte[] tail) {
		int list = value(TOOLS, tail);
		return list >= 0 && tail[list] == '[' && tail[Needles.skipSpace(tail, list + 1, tail.length - 1)] == ']';
	}

	private static @Nullable String serviceTier(byte[] tail) {
		int from = value(SERVICE_TIER, tail);
		if (from < 0 || tail[from] != '"') {
			return null;
		}
		int to = from + 1;
		while (to < tail.length && tail[to] != '"') {
			to++;
		}
		return new String(tail, from + 1, to - from - 1, StandardCharsets.UTF_8);
	}

	/** Where the value of the last member of that name begins, or -1. */
	private static int value(byte[] name, byte[] tail) {
		int at = last(name, tail);
		if (at < 0) {
			return -1;
		}
		int colon = Needles.skipSpace(tail, at + name.length, tail.length);
		int value = Needles.skipSpace(tail, colon + 1, tail.length);
		return (value < tail.length && tail[colon] == ':') ? value : -1;
	}

	// Inside a string the quotes would be escaped, so this is the name of a member.
	private static int last(byte[] name, byte[] tail) {
		for (int at = tail.length - name.length; at > 0; at--) {
			if (tail[at] == '"' && (tail[at - 1] == ',' || tail[at - 1] <= ' ')
					&& Arrays.equals(tail, at, at + name.length, name, 0, name.length)) {
				return at;
			}
		}
		return -1;
	}

	private static byte[] quoted(String name) {
		return ('"' + name + '"').getBytes(StandardCharsets.US_ASCII);
	}

	private static boolean endsThere(byte[] tail, int from) {
		try (JsonParser parser = JsonBytes.parser(tail, from, tail.length - from)) {
			parser.nextToken();
			parser.skipChildren();
			return parser.nextToken() == null;
		}
	}

	private static @Nullable String servedModel(ReplyFacts tail, ByteBuf body) {
		return (tail.servedModel() != null) ? tail.servedModel()
				: modelInHead(ByteBufUtil.getBytes(body, body.readerIndex(), HEAD));
	}

	private static @Nullable String modelInHead(byte[] head) {
		try (JsonParser parser = JsonBytes.parser(head, 0, head.length)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				return null;
			}
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				if (name.equals("model") && value == JsonToken.VALUE_STRING) {
					return parser.getString();
				}
				if (value.isStructStart() || name.equals("error")) {
					return null;
				}
			}
			return null;
		}
	}

}
