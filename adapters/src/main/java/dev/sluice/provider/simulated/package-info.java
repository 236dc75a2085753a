/**
 * How to talk to the simulated provider.
 */
@NullMarked
package dev.sluice.provider.simulated;

import org.jspecify.annotations.NullMarked;
