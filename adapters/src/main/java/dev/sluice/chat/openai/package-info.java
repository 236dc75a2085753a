/**
 * The codec of OpenAI's chat completions.
 */
@NullMarked
package dev.sluice.chat.openai;

import org.jspecify.annotations.NullMarked;
