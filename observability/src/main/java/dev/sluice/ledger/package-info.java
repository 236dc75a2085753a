/**
 * What every attempt did cost, exactly once: the journal on the disk, the ledger and the
 * allowances in the database.
 */
@NullMarked
package dev.sluice.ledger;

import org.jspecify.annotations.NullMarked;
