/**
 * How to talk to upstreams of this kind: Anthropic-compatible.
 */
@NullMarked
package dev.sluice.provider.anthropic;

import org.jspecify.annotations.NullMarked;
