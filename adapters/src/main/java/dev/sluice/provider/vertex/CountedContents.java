package dev.sluice.provider.vertex;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.wire.JoinedBody;

/**
 * A request to count tokens as Vertex takes it: what Gemini's own API wants inside of a
 * {@code generateContentRequest} stands in the body itself, and no model does.
 */
final class CountedContents {

	private CountedContents() {
	}

	/** The body without what is around it; null when nothing is. Its JSON is checked. */
	static @Nullable String bare(ClientCall call) {
		return (call.body() instanceof JoinedBody body) ? contents(body) : null;
	}

	private static @Nullable String contents(JoinedBody body) {
		try (JsonReader in = new JsonReader(body.array(), 0, (int) body.length(), ErrorKind.INVALID_REQUEST)) {
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				if (name.equals("generateContentRequest") && in.isObject()) {
					return withoutModel(in);
				}
				in.skip();
			}
			return null;
		}
	}

	private static String withoutModel(JsonReader in) {
		JsonWriter out = new JsonWriter().object();
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (name.equals("model")) {
				in.skip();
			}
			else {
				out.member(name, in.raw());
			}
		}
		return new String(out.endObject().toBytes(), StandardCharsets.UTF_8);
	}

}
