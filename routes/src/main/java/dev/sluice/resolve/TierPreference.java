package dev.sluice.resolve;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * The tiers that a call prefers, best first. It orders targets and rules none out.
 *
 * @param tiers the tiers' names
 */
record TierPreference(List<String> tiers) {

	private static final List<String> KNOWN = List.of("official", "community", "unofficial", "local");

	/**
	 * Reads one tier, or several with commas between.
	 * @param text as the caller wrote it
	 * @param ownWords whether it may say something else: routes may be selected by words
	 * that are no tiers
	 */
	static TierPreference parse(String text, boolean ownWords) {
		List<String> tiers = Stream.of(text.split(",", 8)).map((tier) -> tier.trim().toLowerCase(Locale.ROOT)).toList();
		if (!ownWords && !KNOWN.containsAll(tiers)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST, "The preferred tier must be one of "
					+ String.join(", ", KNOWN) + ", or several with commas between.")
				.param("provider_preference");
		}
		return new TierPreference(tiers);
	}

	int rank(String tier) {
		int place = this.tiers.indexOf(tier);
		return (place != -1) ? place : this.tiers.size();
	}

}
