/**
 * HTTP APIs that speak none of the dialects, described in YAML.
 */
@NullMarked
package dev.sluice.provider.custom;

import org.jspecify.annotations.NullMarked;
