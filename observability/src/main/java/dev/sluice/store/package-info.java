/**
 * Where a node keeps its data.
 */
@NullMarked
package dev.sluice.store;

import org.jspecify.annotations.NullMarked;
