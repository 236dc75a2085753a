/**
 * The attempt loop, and the reply's way back.
 */
@NullMarked
package dev.sluice.dispatch;

import org.jspecify.annotations.NullMarked;
