/**
 * What the tests of all modules share.
 */
@NullMarked
package dev.sluice.testing;

import org.jspecify.annotations.NullMarked;
