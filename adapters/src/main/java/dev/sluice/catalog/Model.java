package dev.sluice.catalog;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One model of a provider.
 *
 * @param id the provider's name for it
 * @param displayName a name for people, or null
 * @param contextTokens the context window, or -1 when not known
 * @param outputTokens the largest output, or -1 when not known
 * @param capabilities such as {@code chat}, {@code tools}, {@code vision},
 * {@code embeddings}, {@code images}
 * @param prices what it costs; empty when not known
 */
public record Model(String id, @Nullable String displayName, long contextTokens, long outputTokens,
		Set<String> capabilities, List<Price> prices) {
}
