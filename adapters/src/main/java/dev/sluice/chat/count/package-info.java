/**
 * Counting the input tokens of chats across dialects, at the provider's own endpoint or
 * from what the model would read.
 */
@NullMarked
package dev.sluice.chat.count;

import org.jspecify.annotations.NullMarked;
