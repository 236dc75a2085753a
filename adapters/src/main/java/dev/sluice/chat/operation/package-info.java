/**
 * Calls that are answered whole across dialects: the seam of all operations besides
 * chats. An operation has a neutral request, a neutral answer and one codec a dialect.
 */
@NullMarked
package dev.sluice.chat.operation;

import org.jspecify.annotations.NullMarked;
