package dev.sluice.price;

import dev.sluice.catalog.PriceUnit;
import dev.sluice.catalog.PriceWhen;

/**
 * One price of a tariff.
 *
 * @param unit what is paid for
 * @param pico pico-dollars per token or piece
 * @param when when it applies
 */
record PriceRow(PriceUnit unit, long pico, PriceWhen when) {
}
