package dev.sluice.chat.image;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Source;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.operation.ProviderSide;
import dev.sluice.wire.answer.ReplyFacts;

/** Pictures made by {@code :generateContent}, one a call. */
final class GeminiImageCodec implements ProviderSide<ImageRequest, ImageAnswer> {

	@Override
	public Dialect dialect() {
		return Dialect.GEMINI_GENERATE;
	}

	@Override
	public WrittenRequest writeRequest(ImageRequest request, TargetModel target) {
		Dropped dropped = new Dropped();
		JsonWriter out = new JsonWriter().object().array("contents").object().member("role", "user").array("parts");
		out.object().member("text", request.prompt()).endObject();
		request.inputs().forEach((input) -> picture(input, out));
		out.endArray().endObject().endArray();
		out.object("generationConfig").array("responseModalities").value("IMAGE").endArray();
		String ratio = request.proportions(dropped);
		if (ratio != null) {
			out.object("imageConfig").member("aspectRatio", ratio).endObject();
		}
		out.endObject();
		lose(request, dropped);
		return new WrittenRequest(out.endObject().toBytes(), dropped, new Reversal());
	}

	private void lose(ImageRequest request, Dropped dropped) {
		if (request.count() != null && request.count() > 1) {
			dropped.add("n");
		}
		if (request.format() != null && !request.format().equals("png")) {
			dropped.add("output_format");
		}
		request.lose(dialect(), dropped);
	}

	private static void picture(Source source, JsonWriter out) {
		if (source.kind() != Source.Kind.BASE64) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Pictures for the chosen model must stand in the call, as data URLs.")
				.param("image");
		}
		out.object()
			.object("inlineData")
			.member("mimeType", (source.mediaType() != null) ? source.mediaType() : "image/png")
			.member("data", source.value())
			.endObject()
			.endObject();
	}

	@Override
	public ImageAnswer readAnswer(byte[] body, int from, int length) {
		List<ImageAnswer.Image> images = new ArrayList<>();
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			within(in.start(), "candidates", () -> each(in, "candidates", () -> within(in, "content",
					() -> within(in, "parts", () -> each(in, "parts", () -> part(in, images))))));
		}
		return new ImageAnswer(images, ReplyFacts.read(dialect(), body, from, length).usage());
	}

	private static void part(JsonReader in, List<ImageAnswer.Image> images) {
		within(in, "inlineData", () -> images.add(inline(in)));
	}

	private static ImageAnswer.Image inline(JsonReader in) {
		String data = "";
		@Nullable String type = null;
		boolean object = in.object("inlineData");
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			switch (name) {
				case "data" -> data = in.text(name);
				case "mimeType" -> type = in.string(name);
				default -> in.skip();
			}
		}
		return ImageAnswer.Image.of(data, type);
	}

	private static void within(JsonReader in, String wanted, Runnable step) {
		boolean object = in.isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (name.equals(wanted)) {
				step.run();
			}
			else {
				in.skip();
			}
		}
	}

	private static void each(JsonReader in, String field, Runnable step) {
		if (in.array(field)) {
			while (in.nextElement()) {
				step.run();
			}
		}
	}

}
