/**
 * A scripted model provider on loopback, for first runs and for tests.
 */
@NullMarked
package dev.sluice.simulator;

import org.jspecify.annotations.NullMarked;
