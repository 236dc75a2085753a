package dev.sluice.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.catalog.Provider.AuthStyle;

/** Lays what an operator set for a provider over its catalogue entry, or over nothing. */
final class OperatorChoice {

	static final String PREFIX = "sluice.providers.";

	/** The type of providers that are described in a file and speak no dialect. */
	private static final String CUSTOM = "custom";

	/** What no copy of OpenAI's API speaks unless it is said to. */
	private static final Set<Dialect> UNCOPIED = Set.of(Dialect.OPENAI_INPUT_TOKENS, Dialect.REPLICATE_PREDICTIONS,
			Dialect.MISTRAL_MODERATIONS, Dialect.VOYAGE_RERANK, Dialect.TEI_RERANK);

	private static final Set<Dialect> OPENAI = Arrays.stream(Dialect.values())
		.filter((dialect) -> dialect.family() == DialectFamily.OPENAI && !UNCOPIED.contains(dialect))
		.collect(Collectors.toUnmodifiableSet());

	/** Most of what copies OpenAI's API lists its models, and a failure does no harm. */
	private static final ProviderTraits DECLARED = new ProviderTraits(false, Map.of(), Map.of(), Set.of(),
			ModelListing.OPENAI, ModelSelection.ALL, null);

	private final String name;

	private final ProviderProperties set;

	OperatorChoice(String name, ProviderProperties set) {
		this.name = name;
		this.set = set;
	}

	ProviderEntry over(ProviderEntry entry) {
		String baseUrl = this.set.baseUrl();
		return new ProviderEntry(entry.name(), or(this.set.type(), entry.type()), or(baseUrl, entry.baseUrl()),
				tier(entry.tier()), auth(entry.auth()), keyEnv(entry.keyEnv()),
				(baseUrl != null) ? List.of() : entry.baseUrlEnv(), entry.trim(), keyless(entry.keyless()),
				dialects(entry.dialects()), models(entry.models()), settings(entry.settings()), traits(entry.traits()));
	}

	/**
	 * A provider that the catalogue does not know. Its address is checked once it is
	 * complete.
	 */
	ProviderEntry alone() {
		if (!ProviderName.isValid(this.name)) {
			throw wrong("").apply("has a name that " + ProviderName.RULE);
		}
		boolean described = CUSTOM.equals(this.set.type());
		return over(new ProviderEntry(this.name, "openai-compatible", "", "community", AuthStyle.BEARER, List.of(),
				List.of(), null, false, described ? Set.of() : OPENAI, List.of(), List.of(),
				described ? ProviderTraits.NONE : DECLARED));
	}

	private String tier(String fallback) {
		String tier = this.set.tier();
		return (tier != null) ? ProviderWords.tier(tier, wrong(".tier")) : fallback;
	}

	private AuthStyle auth(AuthStyle fallback) {
		String auth = this.set.auth();
		return (auth != null) ? ProviderWords.auth(auth, wrong(".auth")) : fallback;
	}

	private boolean keyless(boolean fallback) {
		Boolean keyless = this.set.keyless();
		return (keyless != null) ? keyless : fallback;
	}

	private List<String> keyEnv(List<String> usual) {
		String own = this.set.keyEnv();
		return (own != null) ? Stream.concat(Stream.of(own), usual.stream()).toList() : usual;
	}

	private Set<Dialect> dialects(Set<Dialect> fallback) {
		List<String> dialects = this.set.dialects();
		return (dialects != null) ? ProviderWords.dialects(dialects, wrong(".dialects")) : fallback;
	}

	private ProviderTraits traits(ProviderTraits known) {
		List<String> quirks = this.set.quirks();
		String listing = this.set.listsModels();
		return new ProviderTraits(known.assumed(), known.paths(), known.settings(),
				(quirks != null) ? ProviderWords.quirks(quirks, wrong(".quirks")) : known.quirks(),
				(listing != null) ? ProviderWords.listing(listing, wrong(".lists-models")) : known.listing(),
				new ModelSelection(orNone(this.set.enableModels()), orNone(this.set.disableModels())), description());
	}

	/** Settings that the entry does not ask for are a mistake. */
	private List<SettingEntry> settings(List<SettingEntry> asked) {
		Map<String, String> given = this.set.settings();
		List<String> known = asked.stream().map(SettingEntry::name).toList();
		if (given != null) {
			given.keySet().stream().filter((name) -> !known.contains(name)).findFirst().ifPresent((name) -> {
				throw wrong(".settings").apply("holds '" + name + "', which provider '" + this.name
						+ "' does not ask for. " + (known.isEmpty() ? "It has no settings."
								: "Did you mean " + String.join(" or ", NearestNames.of(name, known)) + "?"));
			});
		}
		return asked;
	}

	private @Nullable String description() {
		String file = this.set.description();
		return (file != null && !file.isBlank()) ? file.trim() : null;
	}

	private static List<String> orNone(@Nullable List<String> values) {
		return (values != null) ? values : List.of();
	}

	private List<Model> models(List<Model> known) {
		List<String> more = this.set.models();
		if (more == null) {
			return known;
		}
		List<Model> models = new ArrayList<>(known);
		for (String id : more) {
			if (models.stream().noneMatch((model) -> model.id().equals(id))) {
				models.add(new Model(id, null, -1, -1, Set.of(), List.of()));
			}
		}
		return List.copyOf(models);
	}

	private Function<String, CatalogueException> wrong(String key) {
		return (text) -> new CatalogueException(PREFIX + this.name + key + " " + text);
	}

	private static String or(@Nullable String value, String fallback) {
		return (value != null) ? value : fallback;
	}

}
