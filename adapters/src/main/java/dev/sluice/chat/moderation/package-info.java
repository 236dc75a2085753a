/**
 * Classification of texts by policy, across the dialects of vendors.
 */
@NullMarked
package dev.sluice.chat.moderation;

import org.jspecify.annotations.NullMarked;
