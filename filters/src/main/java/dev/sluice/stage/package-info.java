/**
 * The stages of a call, in one order, as global filters.
 */
@NullMarked
package dev.sluice.stage;

import org.jspecify.annotations.NullMarked;
