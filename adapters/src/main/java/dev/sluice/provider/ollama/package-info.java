/**
 * How to talk to upstreams of this kind: Ollama.
 */
@NullMarked
package dev.sluice.provider.ollama;

import org.jspecify.annotations.NullMarked;
