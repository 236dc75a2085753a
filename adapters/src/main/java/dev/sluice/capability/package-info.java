/**
 * What each model takes and refuses, as data.
 */
@NullMarked
package dev.sluice.capability;

import org.jspecify.annotations.NullMarked;
