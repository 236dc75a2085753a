/**
 * How to talk to upstreams of this kind: OpenAI-compatible.
 */
@NullMarked
package dev.sluice.provider.openai;

import org.jspecify.annotations.NullMarked;
