/**
 * From an HTTP exchange to a client call.
 */
@NullMarked
package dev.sluice.intake;

import org.jspecify.annotations.NullMarked;
