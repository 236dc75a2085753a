/**
 * Makes up for upstreams that deviate from the dialects that they copy.
 */
@NullMarked
package dev.sluice.provider.quirk;

import org.jspecify.annotations.NullMarked;
