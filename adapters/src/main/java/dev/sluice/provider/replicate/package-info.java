/**
 * How to talk to upstreams of this kind: Replicate.
 */
@NullMarked
package dev.sluice.provider.replicate;

import org.jspecify.annotations.NullMarked;
