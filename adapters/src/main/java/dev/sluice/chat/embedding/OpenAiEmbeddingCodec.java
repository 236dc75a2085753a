package dev.sluice.chat.embedding;

import java.util.List;
import java.util.TreeMap;

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

/** The codec of {@code POST /v1/embeddings}. */
public final class OpenAiEmbeddingCodec extends EmbeddingCodec {

	/** Creates the codec. */
	public OpenAiEmbeddingCodec() {
		super(Dialect.OPENAI_EMBEDDINGS);
	}

	@Override
	protected EmbeddingRequest readRequest(JsonReader in, Envelope envelope) {
		Extras.Gatherer extras = new Extras.Gatherer(dialect());
		String model = envelope.model();
		TextInput input = TextInput.NONE;
		Long dimensions = null;
		String encoding = null;
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
				case "encoding_format" -> encoding = in.string(name);
				default -> extras.keep(name, in.raw(), name.equals("user") ? Loss.QUIET : Loss.NAMED);
			}
		}
		input.required(in);
		return new EmbeddingRequest(dialect(), (model != null) ? model : "", input.texts(), input.single(), dimensions,
				"base64".equals(encoding), extras.gathered());
	}

	@Override
	public WrittenRequest writeRequest(EmbeddingRequest request, TargetModel target) {
		JsonWriter out = new JsonWriter().object().member("model", target.id());
		Dropped dropped = new Dropped();
		TextInput.write(request, out);
		out.optional("dimensions", request.dimensions());
		out.member("encoding_format", request.base64() ? "base64" : "float");
		request.extras().write(dialect(), "", out, dropped);
		return new WrittenRequest(out.endObject().toBytes(), dropped, new Reversal());
	}

	@Override
	protected EmbeddingAnswer readAnswer(JsonReader in) {
		TreeMap<Long, Vector> vectors = new TreeMap<>();
		String model = null;
		long input = -1;
		boolean object = in.start().isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			switch (name) {
				case "model" -> model = in.string(name);
				case "data" -> data(in, vectors);
				case "usage" -> input = count(in, name, "prompt_tokens");
				default -> in.skip();
			}
		}
		return EmbeddingAnswer.of(model, List.copyOf(vectors.values()), input);
	}

	// Sorted by index: some servers answer in any order.
	private static void data(JsonReader in, TreeMap<Long, Vector> vectors) {
		if (!in.array("data")) {
			return;
		}
		while (in.nextElement()) {
			long index = vectors.size();
			Vector vector = null;
			boolean object = in.object("data");
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "index" -> index = Math.max(in.count(), 0);
					case "embedding" -> vector = Vector.read(in);
					default -> in.skip();
				}
			}
			if (vector != null) {
				vectors.put(index, vector);
			}
		}
	}

	@Override
	public byte[] writeAnswer(EmbeddingAnswer answer, EmbeddingRequest request, AnswerFrame frame) {
		JsonWriter out = new JsonWriter().object().member("object", "list").array("data");
		int index = 0;
		for (Vector vector : answer.vectorsFor(request)) {
			out.object().member("object", "embedding").member("index", index++);
			vector(vector, request.base64(), out);
			out.endObject();
		}
		out.endArray().member("model", frame.modelOr(answer.model()));
		long input = TokenCounts.known(answer.usage().input());
		out.object("usage").member("prompt_tokens", input).member("total_tokens", input).endObject();
		return out.endObject().toBytes();
	}

	private static void vector(Vector vector, boolean base64, JsonWriter out) {
		if (base64) {
			out.member("embedding", vector.toBase64());
		}
		else {
			out.member("embedding", vector.list());
		}
	}

}
