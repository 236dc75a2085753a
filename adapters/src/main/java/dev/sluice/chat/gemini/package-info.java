/**
 * The codec of Gemini's generateContent.
 */
@NullMarked
package dev.sluice.chat.gemini;

import org.jspecify.annotations.NullMarked;
