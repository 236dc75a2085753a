/**
 * How to talk to upstreams of this kind: Google Vertex AI.
 */
@NullMarked
package dev.sluice.provider.vertex;

import org.jspecify.annotations.NullMarked;
