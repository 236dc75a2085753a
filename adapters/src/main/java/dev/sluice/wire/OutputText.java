package dev.sluice.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

import dev.sluice.call.Dialect;

/**
 * The text that one stream has produced, as far as it is kept: what counts the tokens of
 * a stream that ends before its usage is told. The bytes of text members are copied as
 * they stand in the JSON; nothing is parsed or decoded while the stream runs. Used by one
 * stream; read when that has ended.
 */
public final class OutputText {

	/** How many bytes of text are kept at most. */
	public static final int KEPT = 16 * 1024;

	private static final int INITIAL = 512;

	private static final byte[][] CHAT = names("content", "reasoning_content", "reasoning", "arguments", "refusal");

	private static final byte[][] COMPLETIONS = names("text");

	private static final byte[][] RESPONSES = names("delta");

	private static final byte[][] MESSAGES = names("text", "thinking", "partial_json");

	private static final byte[][] OLLAMA = names("content", "thinking", "response");

	private final byte[][] names;

	private final long firstLetters;

	private byte[] kept = {};

	private int keptLength;

	private long length;

	private OutputText(byte[][] names) {
		this.names = names;
		this.firstLetters = Arrays.stream(names).mapToLong((name) -> 1L << name[0]).reduce(0, (a, b) -> a | b);
	}

	/**
	 * Makes an empty text.
	 * @param dialect what the provider speaks
	 * @return a text for one stream alone
	 */
	public static OutputText of(Dialect dialect) {
		return new OutputText(switch (dialect.family()) {
			case ANTHROPIC -> MESSAGES;
			case GEMINI -> COMPLETIONS;
			case OLLAMA -> OLLAMA;
			case OPENAI -> switch (dialect) {
				case OPENAI_CHAT -> CHAT;
				case OPENAI_COMPLETIONS -> COMPLETIONS;
				case OPENAI_RESPONSES -> RESPONSES;
				default -> new byte[0][];
			};
		});
	}

	/**
	 * Makes an empty text of events in no dialect.
	 * @param names of the members whose values are text, wherever they stand
	 * @return a text for one stream alone
	 */
	public static OutputText named(Collection<String> names) {
		return new OutputText(names(names.toArray(String[]::new)));
	}

	/**
	 * Adds the text of one event.
	 * @param bytes where the event stands
	 * @param from its first byte
	 * @param to the byte after its last
	 */
	public void take(byte[] bytes, int from, int to) {
		int at = from;
		while (at < to) {
			if (bytes[at] == '"' && at + 1 < to && (this.firstLetters >>> bytes[at + 1] & 1) != 0) {
				int value = value(bytes, at + 1, to);
				at = (value >= 0) ? text(bytes, value, to) : at;
			}
			at++;
		}
	}

	// A name inside a string cannot match, because its quotes are escaped there.
	private int value(byte[] bytes, int at, int to) {
		for (byte[] name : this.names) {
			if (at + name.length < to && bytes[at] == name[0]
					&& Arrays.equals(bytes, at, at + name.length, name, 0, name.length)) {
				int colon = skipSpace(bytes, at + name.length, to);
				int quote = skipSpace(bytes, colon + 1, to);
				return (quote < to && bytes[colon] == ':' && bytes[quote] == '"') ? quote + 1 : -1;
			}
		}
		return -1;
	}

	private static int skipSpace(byte[] bytes, int from, int to) {
		int at = from;
		while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r' || bytes[at] == '\n')) {
			at++;
		}
		return at;
	}

	private int text(byte[] bytes, int from, int to) {
		int at = from;
		while (at < to && bytes[at] != '"') {
			at += (bytes[at] == '\\') ? 2 : 1;
		}
		int end = Math.min(at, to);
		keep(bytes, from, end - from);
		this.length += end - from;
		return end;
	}

	private void keep(byte[] bytes, int from, int count) {
		int more = Math.min(count, KEPT - this.keptLength);
		if (this.keptLength + more > this.kept.length) {
			int size = Math.max(Math.max(INITIAL, 2 * this.kept.length), this.keptLength + more);
			this.kept = Arrays.copyOf(this.kept, Math.min(size, KEPT));
		}
		System.arraycopy(bytes, from, this.kept, this.keptLength, more);
		this.keptLength += more;
	}

	/**
	 * How much text was produced, in bytes of JSON.
	 * @return bytes, kept or not
	 */
	public long length() {
		return this.length;
	}

	/**
	 * How much of it is kept, in bytes of JSON.
	 * @return at most {@value #KEPT}
	 */
	public int keptLength() {
		return this.keptLength;
	}

	/**
	 * The text that is kept, its escapes resolved. Takes time: not for event loops.
	 * @return the beginning of what the stream produced
	 */
	public String kept() {
		return JsonText.unescape(new String(this.kept, 0, this.keptLength, StandardCharsets.UTF_8));
	}

	private static byte[][] names(String... names) {
		return Arrays.stream(names).map((name) -> (name + '"').getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
	}

}
