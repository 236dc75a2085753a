package dev.sluice.chat.moderation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;
import dev.sluice.chat.operation.ClientSide;

/**
 * The clients' side of {@code POST /v1/moderations}. An answer has all of OpenAI's
 * categories, which its clients expect, and those of the provider's own.
 */
final class OpenAiModerationCodec implements ClientSide<ModerationRequest, ModerationAnswer> {

	private static final List<String> CATEGORIES = List.of("harassment", "harassment/threatening", "hate",
			"hate/threatening", "illicit", "illicit/violent", "self-harm", "self-harm/instructions", "self-harm/intent",
			"sexual", "sexual/minors", "violence", "violence/graphic");

	/** Other vendors' names of the same things. */
	private static final Map<String, String> SAME = Map.of("hate", "hate_and_discrimination", "violence",
			"violence_and_threats", "illicit", "dangerous_and_criminal_content", "self-harm", "selfharm");

	private static final RawJson NONE = new RawJson("0");

	@Override
	public Dialect dialect() {
		return Dialect.OPENAI_MODERATIONS;
	}

	@Override
	public ModerationRequest readRequest(byte[] body, Envelope envelope) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			return read(in, envelope);
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	private static ModerationRequest read(JsonReader in, Envelope envelope) {
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_MODERATIONS);
		String model = envelope.model();
		List<String> texts = List.of();
		boolean single = false;
		boolean object = in.start().isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (in.isNull() || envelope.isCut(in.position())) {
				in.skip();
				continue;
			}
			switch (name) {
				case "model" -> model = in.text(name);
				case "input" -> {
					single = in.isString();
					texts = single ? List.of(in.text(name)) : texts(in);
				}
				default -> extras.keep(name, in.raw(), Loss.NAMED);
			}
		}
		if (texts.isEmpty()) {
			throw in.wrong("input", "Field 'input' must hold at least one text.");
		}
		return new ModerationRequest((model != null) ? model : "", texts, single, extras.gathered());
	}

	private static List<String> texts(JsonReader in) {
		List<String> texts = new ArrayList<>();
		if (in.array("input")) {
			while (in.nextElement()) {
				texts.add(in.isObject() ? text(in) : in.text("input"));
			}
		}
		return List.copyOf(texts);
	}

	private static String text(JsonReader in) {
		String text = null;
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (name.equals("text")) {
				text = in.text("input.text");
			}
			else {
				in.skip();
			}
		}
		if (text == null) {
			throw in.wrong("input", "The chosen model's provider classifies texts only.");
		}
		return text;
	}

	@Override
	public byte[] writeAnswer(ModerationAnswer answer, ModerationRequest request, AnswerFrame frame) {
		JsonWriter out = new JsonWriter().object()
			.member("id", (answer.id() != null) ? answer.id() : frame.requestId())
			.member("model", frame.modelOr(answer.model()))
			.array("results");
		answer.results().forEach((result) -> result(result, out));
		return out.endArray().endObject().toBytes();
	}

	private static void result(ModerationAnswer.Result result, JsonWriter out) {
		out.object().member("flagged", result.flagged()).object("categories");
		complete(result.categories(), Boolean.FALSE).forEach(out::member);
		out.endObject().object("category_scores");
		complete(result.scores(), NONE).forEach(out::member);
		out.endObject().object("category_applied_input_types");
		for (String category : CATEGORIES) {
			out.array(category).value("text").endArray();
		}
		out.endObject().endObject();
	}

	private static <T> Map<String, T> complete(Map<String, T> told, T absent) {
		Map<String, T> all = new LinkedHashMap<>();
		for (String category : CATEGORIES) {
			T own = told.get(category);
			T same = told.get(SAME.getOrDefault(category, category));
			all.put(category, (own != null) ? own : (same != null) ? same : absent);
		}
		told.forEach(all::putIfAbsent);
		return all;
	}

}
