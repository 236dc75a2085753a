/**
 * From a call to the targets that may answer it.
 */
@NullMarked
package dev.sluice.resolve;

import org.jspecify.annotations.NullMarked;
