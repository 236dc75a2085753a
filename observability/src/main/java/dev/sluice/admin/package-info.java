/**
 * The shell of the administration API.
 */
@NullMarked
package dev.sluice.admin;

import org.jspecify.annotations.NullMarked;
