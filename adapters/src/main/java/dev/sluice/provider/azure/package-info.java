/**
 * How to talk to upstreams of this kind: Azure OpenAI.
 */
@NullMarked
package dev.sluice.provider.azure;

import org.jspecify.annotations.NullMarked;
