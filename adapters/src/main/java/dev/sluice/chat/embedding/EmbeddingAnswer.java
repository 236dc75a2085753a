package dev.sluice.chat.embedding;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Usage;

/**
 * The vectors, in the order of the texts.
 *
 * @param model the model that answered, or null when not told
 * @param vectors one for each text
 * @param usage its tokens
 */
public record EmbeddingAnswer(@Nullable String model, List<Vector> vectors, Usage usage) {
}
