/**
 * Calls for pictures across dialects: OpenAI's generations and edits to Gemini and to
 * services that take a job and answer later.
 */
@NullMarked
package dev.sluice.chat.image;

import org.jspecify.annotations.NullMarked;
