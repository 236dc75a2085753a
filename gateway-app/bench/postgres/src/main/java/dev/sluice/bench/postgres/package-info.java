/**
 * The database of the benchmark's layers that need one.
 */
@NullMarked
package dev.sluice.bench.postgres;

import org.jspecify.annotations.NullMarked;
