/**
 * Connections, credentials and state of the upstream side.
 */
@NullMarked
package dev.sluice.upstream;

import org.jspecify.annotations.NullMarked;
