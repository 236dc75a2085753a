/**
 * How the gateway reaches the kernel's sockets.
 */
@NullMarked
package dev.sluice.app.transport;

import org.jspecify.annotations.NullMarked;
