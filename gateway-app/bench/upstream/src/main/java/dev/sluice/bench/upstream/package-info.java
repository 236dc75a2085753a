/**
 * The simulated provider of the benchmark.
 */
@NullMarked
package dev.sluice.bench.upstream;

import org.jspecify.annotations.NullMarked;
