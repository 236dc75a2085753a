/**
 * The codec of Ollama's chat.
 */
@NullMarked
package dev.sluice.chat.ollama;

import org.jspecify.annotations.NullMarked;
