/**
 * Routes and rules as YAML files.
 */
@NullMarked
package dev.sluice.declare;

import org.jspecify.annotations.NullMarked;
