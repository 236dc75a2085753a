package dev.sluice.chat.embedding;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/** The codec of {@code :embedContent} and {@code :batchEmbedContents}. */
public final class GeminiEmbeddingCodec implements EmbeddingCodec {

	@Override
	public Dialect dialect() {
		return Dialect.GEMINI_EMBED;
	}

	@Override
	public EmbeddingRequest readRequest(byte[] body, Envelope envelope) {
		String model = envelope.model();
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			GeminiEmbeddingReader reader = new GeminiEmbeddingReader(in, envelope);
			reader.read();
			return new EmbeddingRequest(dialect(), (model != null) ? model : "", reader.texts(), reader.single(),
					reader.dimensions(), false, reader.extras());
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	@Override
	public WrittenRequest writeRequest(EmbeddingRequest request, TargetModel target) {
		JsonWriter out = new JsonWriter().object().array("requests");
		Dropped dropped = new Dropped();
		for (String text : request.texts()) {
			out.object().member("model", "models/" + target.id());
			out.object("content").array("parts").object().member("text", text).endObject().endArray().endObject();
			out.optional("outputDimensionality", request.dimensions());
			request.extras().write(dialect(), "", out, dropped);
			out.endObject();
		}
		return new WrittenRequest(out.endArray().endObject().toBytes(), dropped, new Reversal());
	}

	@Override
	public EmbeddingAnswer readAnswer(byte[] body, int from, int length) {
		List<Vector> vectors = new ArrayList<>();
		Usage usage = Usage.UNKNOWN;
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "embedding" -> vector(in, vectors);
					case "embeddings" -> {
						if (in.array(name)) {
							while (in.nextElement()) {
								vector(in, vectors);
							}
						}
					}
					case "usageMetadata" -> usage = usage(in);
					default -> in.skip();
				}
			}
		}
		if (vectors.isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no vectors.");
		}
		return new EmbeddingAnswer(null, List.copyOf(vectors), usage);
	}

	private static void vector(JsonReader in, List<Vector> vectors) {
		boolean object = in.object("embeddings");
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (name.equals("values")) {
				vectors.add(Vector.read(in));
			}
			else {
				in.skip();
			}
		}
	}

	private static Usage usage(JsonReader in) {
		long prompt = -1;
		boolean object = in.object("usageMetadata");
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (name.equals("promptTokenCount")) {
				prompt = in.count();
			}
			else {
				in.skip();
			}
		}
		return TokenCounts.of(prompt, -1, -1, (prompt >= 0) ? 0 : -1, -1);
	}

	@Override
	public byte[] writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request, AnswerFrame frame) {
		JsonWriter out = new JsonWriter().object();
		if (request.single()) {
			out.object("embedding").member("values", answer.vectors().get(0).list()).endObject();
		}
		else {
			out.array("embeddings");
			answer.vectors().forEach((vector) -> out.object().member("values", vector.list()).endObject());
			out.endArray();
		}
		if (answer.usage().input() >= 0) {
			out.object("usageMetadata").member("promptTokenCount", answer.usage().input()).endObject();
		}
		return out.endObject().toBytes();
	}

}
