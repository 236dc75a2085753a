package dev.sluice.wire.answer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Span;
import dev.sluice.wire.JsonBytes;

/**
 * A chunk of OpenAI's chat that told choices and usage at once, as two that tell one of
 * them each. All else is in both.
 *
 * @param choices the event without usage
 * @param usage the event without choices
 */
public record PartedChunk(byte[] choices, byte[] usage) {

	private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

	/**
	 * Parts an event.
	 * @param event one whole event; its indices are not changed
	 * @return its parts, or null when it does not tell both
	 */
	public static @Nullable PartedChunk of(ByteBuf event) {
		EventBytes data = new EventBytes();
		data.load(event);
		data.readSse();
		data.trim(false);
		byte[] json = Arrays.copyOfRange(data.bytes(), data.from(), data.from() + data.length());
		Span usage = null;
		Span choices = null;
		try (JsonParser parser = JsonBytes.parser(json, 0, json.length)) {
			parser.nextToken();
			while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				parser.nextToken();
				int start = (int) parser.currentTokenLocation().getByteOffset();
				parser.skipChildren();
				Span value = new Span(start, (int) parser.currentLocation().getByteOffset());
				usage = name.equals("usage") ? value : usage;
				choices = name.equals("choices") ? value : choices;
			}
		}
		catch (JacksonException ex) {
			return null;
		}
		return (usage != null && choices != null)
				? new PartedChunk(with(json, usage, "null"), with(json, choices, "[]")) : null;
	}

	// An event over several lines becomes one of one line: between tokens only.
	private static byte[] with(byte[] json, Span span, String value) {
		ByteArrayOutputStream event = new ByteArrayOutputStream(json.length + 16);
		event.writeBytes(DATA);
		for (int at = 0; at < span.start(); at++) {
			event.write((json[at] == '\n') ? ' ' : json[at]);
		}
		event.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
		for (int at = span.end(); at < json.length; at++) {
			event.write((json[at] == '\n') ? ' ' : json[at]);
		}
		event.writeBytes(END);
		return event.toByteArray();
	}

}
