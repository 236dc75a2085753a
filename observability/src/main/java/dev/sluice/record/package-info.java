/**
 * What happened to a call, and who is told.
 */
@NullMarked
package dev.sluice.record;

import org.jspecify.annotations.NullMarked;
