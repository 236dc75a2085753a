package dev.sluice.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One price of a model.
 *
 * @param unit what is counted, the id of a {@link PriceUnit}
 * @param usd US dollars per million tokens, or per piece for {@code image},
 * {@code request} and {@code web-search}
 * @param when when it applies
 * @param source where the number was read
 * @param date when it was read
 */
public record Price(String unit, BigDecimal usd, PriceWhen when, String source, LocalDate date) {
}
