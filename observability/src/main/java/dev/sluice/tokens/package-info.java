/**
 * How many tokens there are when no provider tells.
 */
@NullMarked
package dev.sluice.tokens;

import org.jspecify.annotations.NullMarked;
