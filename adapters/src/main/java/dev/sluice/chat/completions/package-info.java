/**
 * The codec of OpenAI's legacy completions.
 */
@NullMarked
package dev.sluice.chat.completions;

import org.jspecify.annotations.NullMarked;
