/**
 * Reading and writing the JSON of the codecs: streaming, in one pass, without trees.
 */
@NullMarked
package dev.sluice.chat.json;

import org.jspecify.annotations.NullMarked;
