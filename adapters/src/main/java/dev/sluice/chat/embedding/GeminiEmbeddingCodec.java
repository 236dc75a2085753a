package dev.sluice.chat.embedding;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/**
 * The codec of {@code :embedContent} and {@code :batchEmbedContents}. It writes batches
 * only.
 */
public final class GeminiEmbeddingCodec extends EmbeddingCodec {

	/** Creates the codec. */
	public GeminiEmbeddingCodec() {
		super(Dialect.GEMINI_EMBED);
	}

	@Override
	protected EmbeddingRequest readRequest(JsonReader in, Envelope envelope) {
		String model = envelope.model();
		GeminiEmbeddingReader reader = new GeminiEmbeddingReader(in, envelope);
		reader.read();
		return new EmbeddingRequest(dialect(), (model != null) ? model : "", reader.texts(), reader.single(),
				reader.dimensions(), false, reader.extras());
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
	protected EmbeddingAnswer readAnswer(JsonReader in) {
		List<Vector> vectors = new ArrayList<>();
		long input = -1;
		boolean object = in.start().isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			switch (name) {
				case "embedding" -> vector(in, vectors);
				case "embeddings" -> vectors(in, vectors);
				case "usageMetadata" -> input = count(in, name, "promptTokenCount");
				default -> in.skip();
			}
		}
		return EmbeddingAnswer.of(null, vectors, input);
	}

	private static void vectors(JsonReader in, List<Vector> vectors) {
		if (in.array("embeddings")) {
			while (in.nextElement()) {
				vector(in, vectors);
			}
		}
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

	@Override
	public byte[] writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request, AnswerFrame frame) {
		List<Vector> vectors = answer.vectorsFor(request);
		JsonWriter out = new JsonWriter().object();
		if (request.single()) {
			out.object("embedding").member("values", vectors.get(0).list()).endObject();
		}
		else {
			out.array("embeddings");
			vectors.forEach((vector) -> out.object().member("values", vector.list()).endObject());
			out.endArray();
		}
		if (answer.usage().input() >= 0) {
			out.object("usageMetadata").member("promptTokenCount", answer.usage().input()).endObject();
		}
		return out.endObject().toBytes();
	}

}
