/**
 * Embedding calls across dialects: a neutral request and answer, and one codec a dialect.
 */
@NullMarked
package dev.sluice.chat.embedding;

import org.jspecify.annotations.NullMarked;
