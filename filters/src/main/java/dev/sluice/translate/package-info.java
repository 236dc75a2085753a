/**
 * What a route allows when a call crosses dialects.
 */
@NullMarked
package dev.sluice.translate;

import org.jspecify.annotations.NullMarked;
