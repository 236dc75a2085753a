/**
 * The plain gateway that Sluice is compared with.
 */
@NullMarked
package dev.sluice.bench.plain;

import org.jspecify.annotations.NullMarked;
