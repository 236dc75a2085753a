/**
 * Providers, models and prices as data.
 */
@NullMarked
package dev.sluice.catalog;

import org.jspecify.annotations.NullMarked;
