/**
 * Keys and who holds them.
 */
@NullMarked
package dev.sluice.auth;

import org.jspecify.annotations.NullMarked;
