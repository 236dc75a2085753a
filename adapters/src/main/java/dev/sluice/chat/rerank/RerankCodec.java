package dev.sluice.chat.rerank;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;
import dev.sluice.chat.operation.JsonOperationCodec;

/**
 * One dialect of reranking. They say the same in other words, so that the words are all
 * that a dialect is made of.
 */
final class RerankCodec extends JsonOperationCodec<RerankRequest, RerankAnswer> {

	private final RerankWords words;

	RerankCodec(Dialect dialect, RerankWords words) {
		super(dialect);
		this.words = words;
	}

	@Override
	protected RerankRequest readRequest(JsonReader in, Envelope envelope) {
		return new RerankRequestReader(in, envelope, dialect(), this.words).read();
	}

	@Override
	public WrittenRequest writeRequest(RerankRequest request, TargetModel target) {
		Dropped dropped = new Dropped();
		JsonWriter out = new JsonWriter().object();
		if (this.words.named()) {
			out.member("model", target.id());
		}
		out.member("query", request.query()).array(this.words.documents());
		request.documents().forEach(out::value);
		out.endArray();
		if (this.words.most() != null) {
			out.optional(this.words.most(), request.most());
		}
		// Documents are put back from the request.
		request.extras().write(dialect(), "", out, dropped);
		return new WrittenRequest(out.endObject().toBytes(), dropped, new Reversal());
	}

	@Override
	protected RerankAnswer readAnswer(JsonReader in) {
		List<RerankAnswer.Result> results = new ArrayList<>();
		String id = null;
		String model = null;
		long tokens = -1;
		if (in.start().isArray()) {
			results(in, results);
			return new RerankAnswer(null, null, results, -1);
		}
		boolean object = in.isObject();
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			switch (name) {
				case "id" -> id = in.string(name);
				case "model" -> model = in.string(name);
				case "results", "data" -> results(in, results);
				case "usage" -> tokens = tokens(in);
				default -> in.skip();
			}
		}
		return new RerankAnswer(id, model, results, tokens);
	}

	private static void results(JsonReader in, List<RerankAnswer.Result> results) {
		if (!in.array("results")) {
			return;
		}
		while (in.nextElement()) {
			long index = -1;
			RawJson score = null;
			boolean object = in.object("results");
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				switch (name) {
					case "index" -> index = in.count();
					case "relevance_score", "score" -> score = in.raw();
					default -> in.skip();
				}
			}
			results.add(RerankAnswer.Result.of(index, score));
		}
	}

	private static long tokens(JsonReader in) {
		long tokens = -1;
		boolean object = in.object("usage");
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (name.equals("total_tokens")) {
				tokens = in.count();
			}
			else {
				in.skip();
			}
		}
		return tokens;
	}

	@Override
	public byte[] writeAnswer(RerankAnswer answer, RerankRequest request, AnswerFrame frame) {
		JsonWriter out = new JsonWriter().object()
			.member("id", (answer.id() != null) ? answer.id() : frame.requestId())
			.member("model", frame.modelOr(answer.model()))
			.array("results");
		for (RerankAnswer.Result result : answer.most(request)) {
			out.object().member("index", result.index()).member("relevance_score", result.score());
			document(request.returned(result.index()), out);
			out.endObject();
		}
		out.endArray();
		if (answer.tokens() >= 0) {
			out.object("usage").member("total_tokens", answer.tokens()).endObject();
		}
		return out.endObject().toBytes();
	}

	private static void document(@Nullable String text, JsonWriter out) {
		if (text != null) {
			out.object("document").member("text", text).endObject();
		}
	}

}
