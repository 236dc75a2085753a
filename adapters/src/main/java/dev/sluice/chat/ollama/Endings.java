package dev.sluice.chat.ollama;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.Usage;
import dev.sluice.chat.AbsentId;
import dev.sluice.chat.Arguments;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** Writes the pieces that whole answers and lines of streams share. */
final class Endings {

	private static final RawJson NONE = new RawJson("[]");

	private Endings() {
	}

	static String time(long seconds) {
		return Instant.ofEpochSecond(seconds).toString();
	}

	static String reason(FinishReason reason) {
		return (reason == FinishReason.LENGTH || reason == FinishReason.CONTEXT_FULL) ? "length" : "stop";
	}

	static void usage(Usage usage, JsonWriter out) {
		if (usage.input() >= 0) {
			out.member("prompt_eval_count", usage.input());
		}
		if (usage.output() >= 0) {
			out.member("eval_count", usage.output());
		}
	}

	static void call(ContentBlock.ToolUse use, JsonWriter out) {
		call(use.id(), use.name(), Arguments.ofAnswer(use.arguments(), use.custom()), use.extras(), out);
	}

	static void call(String id, String name, RawJson arguments, Extras extras, JsonWriter out) {
		out.object();
		if (!AbsentId.is(id)) {
			out.member("id", id);
		}
		out.object("function").member("name", name).member("arguments", arguments);
		if (extras.origin() == Dialect.OLLAMA_CHAT) {
			extras.members().forEach((member) -> out.member(member.name(), member.value()));
		}
		out.endObject().endObject();
	}

	static void images(List<ContentBlock> content, JsonWriter out) {
		List<ContentBlock> images = content.stream()
			.filter((block) -> block instanceof ContentBlock.Image image && image.source().kind() == Source.Kind.BASE64)
			.toList();
		if (!images.isEmpty()) {
			out.array("images");
			images.forEach((image) -> out.value(((ContentBlock.Image) image).source().value()));
			out.endArray();
		}
	}

	/**
	 * The list inside OpenAI's object.
	 */
	static RawJson logprobs(RawJson openAi) {
		byte[] bytes = openAi.text().getBytes(StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			if (in.start().isObject()) {
				for (String name = in.nextName(); name != null; name = in.nextName()) {
					if (name.equals("content") && in.isArray()) {
						return in.raw();
					}
					in.skip();
				}
			}
			return NONE;
		}
	}

}
