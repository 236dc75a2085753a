/**
 * What the ready gateway can be told: it knows its settings and refuses others.
 */
@NullMarked
package dev.sluice.app.config;

import org.jspecify.annotations.NullMarked;
