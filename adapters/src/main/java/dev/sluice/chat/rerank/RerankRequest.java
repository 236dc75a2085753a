package dev.sluice.chat.rerank;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Extras;

/**
 * A call to order documents, as its client sent it.
 *
 * @param origin the dialect it was read from
 * @param model the model as the client named it
 * @param query what the documents shall be relevant to
 * @param documents their texts, in order, at least one
 * @param most how many results are wanted, or null for all
 * @param returned whether results shall hold their documents, or null when not said
 * @param extras what has no neutral meaning
 */
public record RerankRequest(Dialect origin, String model, String query, List<String> documents, @Nullable Long most,
		@Nullable Boolean returned, Extras extras) {

	/** The text of a document that a result names, when the client wants it back. */
	@Nullable String returned(long index) {
		boolean there = Boolean.TRUE.equals(this.returned) && index >= 0 && index < this.documents.size();
		return there ? this.documents.get((int) index) : null;
	}

}
