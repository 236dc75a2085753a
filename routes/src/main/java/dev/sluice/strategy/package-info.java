/**
 * In which order targets are tried.
 */
@NullMarked
package dev.sluice.strategy;

import org.jspecify.annotations.NullMarked;
