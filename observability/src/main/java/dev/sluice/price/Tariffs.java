package dev.sluice.price;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Price;
import dev.sluice.catalog.PriceUnit;

/** Makes tariffs of price lists, and names them by their contents. */
final class Tariffs {

	private static final int VERSION = 12;

	private Tariffs() {
	}

	/**
	 * Makes a tariff of what the catalogue lists for a model.
	 * @return the tariff, or null when the list is too short to price a call
	 */
	static @Nullable Tariff of(List<Price> prices) {
		List<PriceRow> rows = prices.stream().map(Tariffs::row).toList();
		return isWhole(rows) ? Tariff.of(version(rows), rows) : null;
	}

	private static PriceRow row(Price price) {
		PriceUnit unit = PriceUnit.byId(price.unit());
		if (unit == null) {
			throw new IllegalArgumentException("price of '" + price.unit() + "'; there is no such unit");
		}
		return new PriceRow(unit, Rates.picoOf(unit, price.usd()), price.when());
	}

	/**
	 * Whether every call has a price: by its tokens in both directions, or by the piece.
	 */
	static boolean isWhole(List<PriceRow> rows) {
		boolean input = hasAlways(rows, PriceUnit.INPUT);
		boolean output = hasAlways(rows, PriceUnit.OUTPUT);
		boolean piece = hasAlways(rows, PriceUnit.IMAGE) || hasAlways(rows, PriceUnit.REQUEST);
		return (input && output) || (piece && input == output);
	}

	private static boolean hasAlways(List<PriceRow> rows, PriceUnit unit) {
		return rows.stream().anyMatch((row) -> row.unit() == unit && row.when().conditions() == 0);
	}

	/**
	 * The same for the same prices, in whatever order and file they stand.
	 */
	static String version(List<PriceRow> rows) {
		MessageDigest digest = sha256();
		rows.stream()
			.map(PriceRow::toString)
			.sorted()
			.forEach((row) -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
		return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256.", ex);
		}
	}

}
