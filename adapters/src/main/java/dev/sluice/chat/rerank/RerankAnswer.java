package dev.sluice.chat.rerank;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.RawJson;

/**
 * The order of the documents.
 *
 * @param id the provider's id of the answer, or null
 * @param model the model that answered, or null when not told
 * @param results the most relevant first
 * @param tokens how many were read, or -1
 */
public record RerankAnswer(@Nullable String id, @Nullable String model, List<Result> results, long tokens) {

	/** Copies the results. */
	public RerankAnswer {
		results = List.copyOf(results);
	}

	/** The results that a client gets who wants some of them only. */
	List<Result> most(RerankRequest request) {
		Long most = request.most();
		return (most != null && most >= 0 && most < this.results.size()) ? this.results.subList(0, most.intValue())
				: this.results;
	}

	/**
	 * One document's place.
	 *
	 * @param index of the document in the request
	 * @param score how relevant it is, as the provider wrote it
	 */
	public record Result(long index, RawJson score) {

		static Result of(long index, @Nullable RawJson score) {
			if (index < 0 || score == null) {
				throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
						"The provider's answer holds a result without index or score.");
			}
			return new Result(index, score);
		}

	}

}
