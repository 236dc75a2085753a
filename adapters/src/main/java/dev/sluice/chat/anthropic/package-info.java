/**
 * The codec of Anthropic's messages.
 */
@NullMarked
package dev.sluice.chat.anthropic;

import org.jspecify.annotations.NullMarked;
