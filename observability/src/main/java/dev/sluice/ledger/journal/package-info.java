/**
 * The journal on the disk: memory-mapped segments, their keeper and their reader.
 */
@NullMarked
package dev.sluice.ledger.journal;

import org.jspecify.annotations.NullMarked;
