package dev.sluice.catalog;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One price of a model.
 *
 * @param unit what is counted: {@code input}, {@code output}, {@code cached-read},
 * {@code cache-write-5m}, {@code cache-write-1h}, {@code reasoning}, {@code image},
 * {@code request}
 * @param usd US dollars per million tokens, or per piece for {@code image} and
 * {@code request}
 * @param source where the number was read
 * @param date when it was read
 */
public record Price(String unit, BigDecimal usd, String source, LocalDate date) {
}
