/**
 * What model calls cost: the price book, and how many tokens there are when nobody says.
 */
@NullMarked
package dev.sluice.price;

import org.jspecify.annotations.NullMarked;
