package dev.sluice.price;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;
import dev.sluice.price.TariffQuote.Limits;

/**
 * The price book of the catalogue and the operator's overrides, compiled at the start.
 */
final class CataloguePriceBook implements PriceBook {

	private static final int PREFIXES = 3;

	private final Map<String, PriceList> lists;

	private final Map<String, PriceList> official;

	private final PriceList anyOfficial = new PriceList();

	private final Tariff unlisted;

	/**
	 * Creates the book.
	 * @param lists the prices by provider
	 * @param official those of the official providers, preferred first
	 * @param unlisted what a model without a price costs
	 */
	CataloguePriceBook(Map<String, PriceList> lists, Map<String, PriceList> official, Tariff unlisted) {
		this.lists = new HashMap<>(lists);
		this.official = new HashMap<>(official);
		this.unlisted = unlisted;
		official.values().forEach((list) -> list.tariffs().forEach(this.anyOfficial::putIfAbsent));
	}

	@Override
	public Quote quote(Target target, ClientCall call, Instant at) {
		Circumstances circumstances = Circumstances.of(call.envelope().priceTerms(), at);
		PriceList list = this.lists.get(target.provider());
		return new TariffQuote(tariff(list, target, call), circumstances, pieces(call), limits(list, target.model()),
				() -> official(call.envelope().model()));
	}

	private static Limits limits(@Nullable PriceList list, @Nullable String model) {
		return (list != null && model != null) ? list.limits(model) : Limits.NONE;
	}

	private Tariff tariff(@Nullable PriceList list, Target target, ClientCall call) {
		String model = target.model();
		boolean charged = switch (call.dialect().operation()) {
			case MODELS, COUNT_TOKENS, PING -> false;
			default -> true;
		};
		if (!charged) {
			return Tariff.FREE;
		}
		Tariff tariff = (list != null) ? list.find((model != null) ? model : "") : null;
		if (tariff != null) {
			return tariff;
		}
		// The operator's own machine.
		return target.tier().equals("local") ? Tariff.FREE : this.unlisted;
	}

	private static long pieces(ClientCall call) {
		return switch (call.dialect().operation()) {
			case IMAGES, IMAGE_EDITS -> call.envelope().choices();
			default -> 0;
		};
	}

	// A client may write the provider in front, also that of a reseller.
	private @Nullable Tariff official(@Nullable String requested) {
		String name = requested;
		for (int cut = 0; name != null && cut < PREFIXES; cut++) {
			Tariff found = this.anyOfficial.listed(name);
			int slash = name.indexOf('/');
			if (found != null || slash < 0) {
				return found;
			}
			PriceList own = this.official.get(name.substring(0, slash));
			name = name.substring(slash + 1);
			found = (own != null) ? own.listed(name) : null;
			if (found != null) {
				return found;
			}
		}
		return null;
	}

}
