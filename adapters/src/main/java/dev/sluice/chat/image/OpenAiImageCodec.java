package dev.sluice.chat.image;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.operation.ClientSide;

/**
 * The clients' side of {@code POST /v1/images/generations} and {@code /v1/images/edits}.
 */
final class OpenAiImageCodec implements ClientSide<ImageRequest, ImageAnswer> {

	private final Dialect dialect;

	OpenAiImageCodec(Dialect dialect) {
		this.dialect = dialect;
	}

	@Override
	public Dialect dialect() {
		return this.dialect;
	}

	@Override
	public ImageRequest readRequest(byte[] body, Envelope envelope) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			return new ImageRequestReader(in, envelope, this.dialect).read();
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	@Override
	public byte[] writeAnswer(ImageAnswer answer, ImageRequest request, AnswerFrame frame) {
		JsonWriter out = new JsonWriter().object().member("created", frame.created()).array("data");
		for (ImageAnswer.Image image : answer.images()) {
			out.object();
			image(image, "url".equals(request.delivery()), out);
			out.endObject();
		}
		out.endArray();
		usage(answer.usage(), out);
		return out.endObject().toBytes();
	}

	// Who wants an address gets one, that of the content itself when there is no other.
	private static void image(ImageAnswer.Image image, boolean addressed, JsonWriter out) {
		String base64 = image.base64();
		if (base64 == null) {
			out.member("url", image.url());
		}
		else if (addressed) {
			out.member("url", "data:" + type(image.mediaType()) + ";base64," + base64);
		}
		else {
			out.member("b64_json", base64);
		}
	}

	private static String type(@Nullable String told) {
		return (told != null) ? told : "image/png";
	}

	private static void usage(Usage usage, JsonWriter out) {
		if (usage.input() < 0 && usage.output() < 0) {
			return;
		}
		long input = TokenCounts.known(usage.input());
		long output = TokenCounts.known(usage.output());
		long pictures = TokenCounts.known(usage.get(UsageKind.IMAGE_INPUT));
		out.object("usage")
			.member("input_tokens", input)
			.member("output_tokens", output)
			.member("total_tokens", input + output);
		out.object("input_tokens_details")
			.member("text_tokens", Math.max(input - pictures, 0))
			.member("image_tokens", pictures)
			.endObject();
		out.endObject();
	}

}
