package dev.sluice.chat.embedding;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.TokenCounts;

/**
 * The vectors, in the order of the texts.
 *
 * @param model the model that answered, or null when not told
 * @param vectors one for each text
 * @param usage its tokens
 */
public record EmbeddingAnswer(@Nullable String model, List<Vector> vectors, Usage usage) {

	/** An answer whose input is told, or -1. */
	static EmbeddingAnswer of(@Nullable String model, List<Vector> vectors, long input) {
		if (vectors.isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no vectors.");
		}
		return new EmbeddingAnswer(model, List.copyOf(vectors),
				TokenCounts.of(input, -1, -1, (input >= 0) ? 0 : -1, -1));
	}

	/** The vectors, made sure that there is one for each text of a request. */
	List<Vector> vectorsFor(EmbeddingRequest request) {
		int texts = request.texts().size();
		if (this.vectors.size() != texts) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider's answer holds " + this.vectors.size() + " vectors for " + texts + " texts.");
		}
		return this.vectors;
	}

}
