/**
 * The money that this node has leased: held for calls by compare-and-set, refilled and
 * returned beside them.
 */
@NullMarked
package dev.sluice.budget.lease;

import org.jspecify.annotations.NullMarked;
