package dev.sluice.chat.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.operation.ProviderSide;

/** Pictures made by predictions of Replicate, whose answers hold their addresses. */
final class ReplicateImageCodec implements ProviderSide<ImageRequest, ImageAnswer> {

	private static final Set<String> RUNNING = Set.of("starting", "processing");

	private static final int LONGEST_ID = 128;

	@Override
	public Dialect dialect() {
		return Dialect.REPLICATE_PREDICTIONS;
	}

	@Override
	public WrittenRequest writeRequest(ImageRequest request, TargetModel target) {
		Dropped dropped = new Dropped();
		JsonWriter out = new JsonWriter().object();
		int version = target.id().indexOf(':');
		if (version >= 0) {
			out.member("version", target.id().substring(version + 1));
		}
		out.object("input").member("prompt", request.prompt());
		if (!request.inputs().isEmpty()) {
			inputs(request, out);
		}
		if (request.count() != null && request.count() > 1) {
			out.member("num_outputs", request.count());
		}
		out.optional("aspect_ratio", request.proportions(dropped));
		out.optional("output_format", "jpeg".equals(request.format()) ? "jpg" : request.format());
		if ("b64_json".equals(request.delivery())) {
			dropped.add("response_format");
		}
		request.lose(dialect(), dropped);
		return new WrittenRequest(out.endObject().endObject().toBytes(), dropped, new Reversal());
	}

	private static void inputs(ImageRequest request, JsonWriter out) {
		if (request.inputs().size() > 1) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model's provider takes one picture to start from.")
				.param("image");
		}
		out.member("image", request.inputs().get(0).toUrl());
	}

	@Override
	public @Nullable String unfinished(byte[] body) {
		Prediction prediction = read(body, 0, body.length);
		if (!RUNNING.contains(prediction.status)) {
			return null;
		}
		if (!isId(prediction.id)) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's job has no usable id.");
		}
		return prediction.id;
	}

	// It becomes part of a path.
	private static boolean isId(String id) {
		return !id.isEmpty() && id.length() <= LONGEST_ID
				&& id.chars().allMatch((c) -> c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
	}

	@Override
	public ImageAnswer readAnswer(byte[] body, int from, int length) {
		Prediction prediction = read(body, from, length);
		if (!prediction.status.equals("succeeded")) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The prediction ended as '" + prediction.status + "'.");
		}
		return new ImageAnswer(prediction.urls.stream().map(ImageAnswer.Image::at).toList(), Usage.UNKNOWN);
	}

	private static Prediction read(byte[] body, int from, int length) {
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			String id = "";
			String status = "";
			List<String> urls = List.of();
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "id" -> id = in.text(name);
					case "status" -> status = in.text(name);
					case "output" -> urls = output(in);
					default -> in.skip();
				}
			}
			return new Prediction(id, status, urls);
		}
	}

	private static List<String> output(JsonReader in) {
		if (in.isString()) {
			return List.of(in.text("output"));
		}
		if (!in.isArray()) {
			in.skip();
			return List.of();
		}
		List<String> urls = new ArrayList<>();
		while (in.nextElement()) {
			urls.add(in.text("output"));
		}
		return urls;
	}

	private record Prediction(String id, String status, List<String> urls) {
	}

}
