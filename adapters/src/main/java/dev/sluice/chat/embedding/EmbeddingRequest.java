package dev.sluice.chat.embedding;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Extras;

/**
 * A call for vectors, as its client sent it.
 *
 * @param origin the dialect it was read from
 * @param model the model as the client named it
 * @param texts what to embed, in order, at least one
 * @param single whether the client sent one text, not a list
 * @param dimensions the length of the vectors, or null when not said
 * @param base64 whether the vectors are wanted as base64
 * @param extras what has no neutral meaning
 */
public record EmbeddingRequest(Dialect origin, String model, List<String> texts, boolean single,
		@Nullable Long dimensions, boolean base64, Extras extras) {
}
