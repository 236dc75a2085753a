/**
 * Documents ordered by relevance, across the dialects of vendors.
 */
@NullMarked
package dev.sluice.chat.rerank;

import org.jspecify.annotations.NullMarked;
