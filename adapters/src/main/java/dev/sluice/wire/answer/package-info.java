/**
 * What a provider's answer says: the meaning of stream events, usage, errors.
 */
@NullMarked
package dev.sluice.wire.answer;

import org.jspecify.annotations.NullMarked;
