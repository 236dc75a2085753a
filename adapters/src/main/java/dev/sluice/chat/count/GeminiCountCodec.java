package dev.sluice.chat.count;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * The codec of {@code :countTokens}. Contents alone may stand in the body; instructions
 * and tools are counted inside of a {@code generateContentRequest} only.
 */
final class GeminiCountCodec extends TokenCountCodec {

	private static final String WHOLE = "generateContentRequest";

	GeminiCountCodec(DialectCodec contents) {
		super(Dialect.GEMINI_COUNT_TOKENS, contents, "totalTokens");
	}

	@Override
	public ChatRequest readRequest(byte[] body, Envelope envelope) {
		RawJson whole = whole(body);
		return (whole == null) ? super.readRequest(body, envelope) : super.readRequest(
				whole.text().getBytes(StandardCharsets.UTF_8), Envelope.NONE.fromPath(envelope.model(), false));
	}

	private static @Nullable RawJson whole(byte[] body) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				if (name.equals(WHOLE) || name.equals("generate_content_request")) {
					return in.raw();
				}
				in.skip();
			}
			return null;
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	@Override
	byte[] counted(byte[] chat, TargetModel target) {
		JsonWriter out = new JsonWriter().object().object(WHOLE).member("model", "models/" + target.id());
		try (JsonReader in = new JsonReader(chat, 0, chat.length, ErrorKind.INTERNAL)) {
			in.start();
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				out.member(name, in.raw());
			}
		}
		return out.endObject().endObject().toBytes();
	}

}
