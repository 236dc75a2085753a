/**
 * Multipart bodies: scanned while they pass, kept in memory or in a file, replayed.
 */
@NullMarked
package dev.sluice.wire.multipart;

import org.jspecify.annotations.NullMarked;
