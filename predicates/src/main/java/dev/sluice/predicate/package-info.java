/**
 * Route predicates over the envelope of a call.
 */
@NullMarked
package dev.sluice.predicate;

import org.jspecify.annotations.NullMarked;
