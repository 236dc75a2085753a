/**
 * How to talk to upstreams of this kind: Google Gemini.
 */
@NullMarked
package dev.sluice.provider.gemini;

import org.jspecify.annotations.NullMarked;
