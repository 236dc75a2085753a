/**
 * What the benchmark adds to the gateway to compare a process with itself.
 */
@NullMarked
package dev.sluice.bench.money;

import org.jspecify.annotations.NullMarked;
