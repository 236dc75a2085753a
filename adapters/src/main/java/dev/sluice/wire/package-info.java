/**
 * Bytes on the wire: the envelope scan, splices, and event framing.
 */
@NullMarked
package dev.sluice.wire;

import org.jspecify.annotations.NullMarked;
