package dev.sluice.wire.multipart;

import dev.sluice.call.CallBody;
import dev.sluice.call.Envelope;

/**
 * A multipart request, read to its end.
 *
 * @param envelope the facts found in its parts; spans are positions in the body
 * @param body the bytes, to be released by whoever received them
 */
public record SpooledCall(Envelope envelope, CallBody body) {
}
