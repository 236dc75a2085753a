package dev.sluice.call;

import org.jspecify.annotations.Nullable;

/**
 * One attempt that is about to be made.
 *
 * @param target where it goes
 * @param number the attempt's number within its call, from 1
 * @param route the route's id, or null
 * @param dialect the dialect spoken to the provider
 */
public record Intent(Target target, int number, @Nullable String route, Dialect dialect) {
}
