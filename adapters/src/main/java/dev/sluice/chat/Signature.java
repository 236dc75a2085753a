package dev.sluice.chat;

import dev.sluice.call.Dialect;

/**
 * A provider's seal on its own reasoning, opaque to everyone else. It is given back only
 * to the dialect that made it.
 *
 * @param by the dialect that made it
 * @param value the seal, unchanged; never empty
 */
public record Signature(Dialect by, String value) {
}
