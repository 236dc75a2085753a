package dev.sluice.chat.embedding;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.TokenCounts;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/** The codec of {@code POST /api/embed}. */
public final class OllamaEmbeddingCodec extends EmbeddingCodec {

	/** Creates the codec. */
	public OllamaEmbeddingCodec() {
		super(Dialect.OLLAMA_EMBED);
	}

	@Override
	protected EmbeddingRequest readRequest(JsonReader in, Envelope envelope) {
		Extras.Gatherer extras = new Extras.Gatherer(dialect());
		String model = envelope.model();
		TextInput input = TextInput.NONE;
		Long dimensions = null;
		boolean object = in.start().isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (skipped(in, envelope)) {
				in.skip();
				continue;
			}
			switch (name) {
				case "model" -> model = in.text(name);
				case "input" -> input = TextInput.read(in);
				case "dimensions" -> dimensions = in.integer(name);
				default -> extras.keep(name, in.raw(), name.equals("keep_alive") ? Loss.QUIET : Loss.NAMED);
			}
		}
		input.required(in);
		return new EmbeddingRequest(dialect(), (model != null) ? model : "", input.texts(), input.single(), dimensions,
				false, extras.gathered());
	}

	@Override
	public WrittenRequest writeRequest(EmbeddingRequest request, TargetModel target) {
		JsonWriter out = new JsonWriter().object().member("model", target.id());
		Dropped dropped = new Dropped();
		TextInput.write(request, out);
		out.optional("dimensions", request.dimensions());
		if (request.origin() != dialect()) {
			// Where the client comes from, a text that is too long is an error.
			out.member("truncate", false);
		}
		request.extras().write(dialect(), "", out, dropped);
		return new WrittenRequest(out.endObject().toBytes(), dropped, new Reversal());
	}

	@Override
	protected EmbeddingAnswer readAnswer(JsonReader in) {
		List<Vector> vectors = new ArrayList<>();
		String model = null;
		long input = -1;
		boolean object = in.start().isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			switch (name) {
				case "model" -> model = in.string(name);
				case "embeddings" -> vectors(in, vectors);
				case "prompt_eval_count" -> input = in.count();
				default -> in.skip();
			}
		}
		return EmbeddingAnswer.of(model, vectors, input);
	}

	private static void vectors(JsonReader in, List<Vector> vectors) {
		if (in.array("embeddings")) {
			while (in.nextElement()) {
				vectors.add(Vector.read(in));
			}
		}
	}

	@Override
	public byte[] writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request, AnswerFrame frame) {
		JsonWriter out = new JsonWriter().object().member("model", frame.modelOr(answer.model())).array("embeddings");
		answer.vectorsFor(request).forEach((vector) -> out.value(vector.list()));
		return out.endArray()
			.member("prompt_eval_count", TokenCounts.known(answer.usage().input()))
			.endObject()
			.toBytes();
	}

}
