/**
 * The hub between dialects: a chat call, its answer and its stream in neutral blocks, and
 * the codecs' contract. Used only when a call crosses dialects.
 */
@NullMarked
package dev.sluice.chat;

import org.jspecify.annotations.NullMarked;
