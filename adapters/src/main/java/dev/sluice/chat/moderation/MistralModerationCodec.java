package dev.sluice.chat.moderation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;
import dev.sluice.chat.operation.ProviderSide;

/**
 * Mistral's {@code POST /v1/moderations}, whose answers have categories of their own and
 * never say {@code flagged}.
 */
final class MistralModerationCodec implements ProviderSide<ModerationRequest, ModerationAnswer> {

	@Override
	public Dialect dialect() {
		return Dialect.MISTRAL_MODERATIONS;
	}

	@Override
	public WrittenRequest writeRequest(ModerationRequest request, TargetModel target) {
		Dropped dropped = new Dropped();
		JsonWriter out = new JsonWriter().object()
			.member("model", target.id().isEmpty() ? "mistral-moderation-latest" : target.id());
		if (request.single()) {
			out.member("input", request.texts().get(0));
		}
		else {
			out.array("input");
			request.texts().forEach(out::value);
			out.endArray();
		}
		request.extras().lose(dialect(), "", dropped);
		return new WrittenRequest(out.endObject().toBytes(), dropped, new Reversal());
	}

	@Override
	public ModerationAnswer readAnswer(byte[] body, int from, int length) {
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			String id = null;
			String model = null;
			List<ModerationAnswer.Result> results = new ArrayList<>();
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "id" -> id = in.string(name);
					case "model" -> model = in.string(name);
					case "results" -> results(in, results);
					default -> in.skip();
				}
			}
			if (results.isEmpty()) {
				throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no results.");
			}
			return new ModerationAnswer(id, model, List.copyOf(results));
		}
	}

	private static void results(JsonReader in, List<ModerationAnswer.Result> results) {
		if (!in.array("results")) {
			return;
		}
		while (in.nextElement()) {
			Map<String, Boolean> categories = Map.of();
			Map<String, RawJson> scores = Map.of();
			boolean object = in.object("results");
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "categories" ->
						categories = members(in, (value) -> Boolean.TRUE.equals(value.bool("categories")));
					case "category_scores" -> scores = members(in, JsonReader::raw);
					default -> in.skip();
				}
			}
			results.add(new ModerationAnswer.Result(categories, scores));
		}
	}

	private static <T> Map<String, T> members(JsonReader in, Function<JsonReader, T> value) {
		Map<String, T> members = new LinkedHashMap<>();
		boolean object = in.object("results");
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			members.put(name, value.apply(in));
		}
		return members;
	}

}
