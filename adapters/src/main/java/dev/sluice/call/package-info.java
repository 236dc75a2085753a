/**
 * One model call as received: its dialect, facts, caller, ticket, and how it may fail.
 */
@NullMarked
package dev.sluice.call;

import org.jspecify.annotations.NullMarked;
