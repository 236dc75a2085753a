package dev.sluice.chat.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Span;
import dev.sluice.call.Usage;
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
public final class OpenAiEmbeddingCodec implements EmbeddingCodec {

	@Override
	public Dialect dialect() {
		return Dialect.OPENAI_EMBEDDINGS;
	}

	@Override
	public EmbeddingRequest readRequest(byte[] body, Envelope envelope) {
		try (JsonReader in = new JsonReader(body, 0, body.length, ErrorKind.INVALID_REQUEST)) {
			return read(in, envelope);
		}
		catch (JacksonException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The body is not well-formed JSON.").causedBy(ex);
		}
	}

	private EmbeddingRequest read(JsonReader in, Envelope envelope) {
		Extras.Gatherer extras = new Extras.Gatherer(dialect());
		String model = envelope.model();
		List<String> texts = List.of();
		boolean single = false;
		Long dimensions = null;
		String encoding = null;
		boolean object = in.start().isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (in.isNull() || ours(in, envelope)) {
				in.skip();
				continue;
			}
			switch (name) {
				case "model" -> model = in.text(name);
				case "input" -> {
					single = in.isString();
					texts = texts(in);
				}
				case "dimensions" -> dimensions = in.integer(name);
				case "encoding_format" -> encoding = in.string(name);
				default -> extras.keep(name, in.raw(), name.equals("user") ? Loss.QUIET : Loss.NAMED);
			}
		}
		if (texts.isEmpty()) {
			throw in.wrong("input", "Field 'input' must hold at least one text.");
		}
		return new EmbeddingRequest(dialect(), (model != null) ? model : "", texts, single, dimensions,
				"base64".equals(encoding), extras.gathered());
	}

	private static boolean ours(JsonReader in, Envelope envelope) {
		for (Span cut : envelope.cuts()) {
			if (cut.start() <= in.position() && in.position() < cut.end()) {
				return true;
			}
		}
		return false;
	}

	private static List<String> texts(JsonReader in) {
		if (in.isString()) {
			return List.of(in.text("input"));
		}
		List<String> texts = new ArrayList<>();
		if (in.array("input")) {
			while (in.nextElement()) {
				if (!in.isString()) {
					throw in.wrong("input",
							"Token numbers in 'input' are only understood by the model's own tokenizer. Send texts.");
				}
				texts.add(in.text("input"));
			}
		}
		return List.copyOf(texts);
	}

	@Override
	public WrittenRequest writeRequest(EmbeddingRequest request, TargetModel target) {
		JsonWriter out = new JsonWriter().object().member("model", target.id());
		Dropped dropped = new Dropped();
		if (request.single()) {
			out.member("input", request.texts().get(0));
		}
		else {
			out.array("input");
			request.texts().forEach(out::value);
			out.endArray();
		}
		out.optional("dimensions", request.dimensions());
		out.member("encoding_format", request.base64() ? "base64" : "float");
		request.extras().write(dialect(), "", out, dropped);
		return new WrittenRequest(out.endObject().toBytes(), dropped, new Reversal());
	}

	@Override
	public EmbeddingAnswer readAnswer(byte[] body, int from, int length) {
		TreeMap<Long, Vector> vectors = new TreeMap<>();
		String model = null;
		Usage usage = Usage.UNKNOWN;
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "model" -> model = in.string(name);
					case "data" -> data(in, vectors);
					case "usage" -> usage = usage(in);
					default -> in.skip();
				}
			}
		}
		if (vectors.isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no vectors.");
		}
		return new EmbeddingAnswer(model, List.copyOf(vectors.values()), usage);
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

	private static Usage usage(JsonReader in) {
		long prompt = -1;
		boolean object = in.object("usage");
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (name.equals("prompt_tokens")) {
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
		JsonWriter out = new JsonWriter().object().member("object", "list").array("data");
		int index = 0;
		for (Vector vector : answer.vectors()) {
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
