/**
 * The codec of OpenAI's responses.
 */
@NullMarked
package dev.sluice.chat.responses;

import org.jspecify.annotations.NullMarked;
