/**
 * What calls may cost: accounts, policies, and the hold of each attempt.
 */
@NullMarked
package dev.sluice.budget;

import org.jspecify.annotations.NullMarked;
