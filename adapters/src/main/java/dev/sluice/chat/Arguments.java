package dev.sluice.chat;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** The arguments of tool calls for dialects that want an object, never a text. */
public final class Arguments {

	/** The member that holds what a model wrote when it is no JSON object. */
	private static final String RAW = "_raw";

	private Arguments() {
	}

	/**
	 * The arguments of a call in a history.
	 * @param use the call
	 * @param field the field to blame
	 * @return an object; the free text of a custom tool as its one member
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when they are none
	 */
	public static RawJson ofHistory(ContentBlock.ToolUse use, String field) {
		if (use.custom()) {
			return wrapped(Reversal.CUSTOM_INPUT, use.arguments());
		}
		RawJson object = object(use.arguments());
		if (object == null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The arguments of the tool call '" + use.name() + "' must be one JSON object for the chosen model.")
				.param(field);
		}
		return object;
	}

	/**
	 * The arguments of a call in an answer.
	 * @param arguments what the model wrote
	 * @param custom whether it is the free text of a custom tool
	 * @return an object; text that is none becomes its one member
	 */
	public static RawJson ofAnswer(String arguments, boolean custom) {
		RawJson object = custom ? null : object(arguments);
		return (object != null) ? object : wrapped(custom ? Reversal.CUSTOM_INPUT : RAW, arguments);
	}

	private static RawJson wrapped(String name, String text) {
		byte[] bytes = new JsonWriter().object().member(name, text).endObject().toBytes();
		return new RawJson(new String(bytes, StandardCharsets.UTF_8));
	}

	/**
	 * A text as the object that it holds.
	 * @param text any text
	 * @return the object in one line, empty for blank text and {@code null}; null when
	 * the text holds anything else
	 */
	public static @Nullable RawJson object(String text) {
		if (text.equals("{}") || text.isBlank() || text.equals("null")) {
			return RawJson.EMPTY_OBJECT;
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.INVALID_REQUEST)) {
			RawJson object = in.start().isObject() ? in.raw() : null;
			return (object != null && in.atEnd()) ? object : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
