/**
 * What is special about each upstream provider.
 */
@NullMarked
package dev.sluice.provider;

import org.jspecify.annotations.NullMarked;
