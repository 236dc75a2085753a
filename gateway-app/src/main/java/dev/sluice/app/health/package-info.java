/**
 * Whether the gateway lives, for probes and for people.
 */
@NullMarked
package dev.sluice.app.health;

import org.jspecify.annotations.NullMarked;
