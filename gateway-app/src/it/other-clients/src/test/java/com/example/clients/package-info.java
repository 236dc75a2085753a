/**
 * Clients that are no vendor's own SDK, against providers that speak another dialect.
 */
@NullMarked
package com.example.clients;

import org.jspecify.annotations.NullMarked;
