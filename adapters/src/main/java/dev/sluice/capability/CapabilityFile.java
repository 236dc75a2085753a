package dev.sluice.capability;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Glob;
import dev.sluice.catalog.NearestNames;
import dev.sluice.catalog.StrictMapping;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Effort;

/** Reads one capability file and refuses whatever it does not understand. */
final class CapabilityFile {

	private static final Set<String> KEYS = Set.of("providers", "models", "dialects", "anthropic-version", "can",
			"lacks", "efforts", "max-temperature", "max-stops", "min-budget");

	private static final List<String> ALL = List.of("*");

	private CapabilityFile() {
	}

	static List<CapabilityRule> read(String file, String yaml) {
		return StrictMapping.read(file, yaml, Set.of("rules"))
			.mappings("rules", KEYS)
			.stream()
			.map(CapabilityFile::rule)
			.toList();
	}

	private static CapabilityRule rule(StrictMapping rule) {
		return new CapabilityRule(globs(rule, "providers"), globs(rule, "models"),
				words(rule, "dialects", Dialect.class, Dialect::id), rule.optional("anthropic-version"),
				words(rule, "can", Ability.class, Ability::word), words(rule, "lacks", Ability.class, Ability::word),
				words(rule, "efforts", Effort.class, (effort) -> effort.name().toLowerCase(Locale.ROOT)),
				temperature(rule), (int) rule.number("max-stops", -1), (int) rule.number("min-budget", -1));
	}

	private static List<Glob> globs(StrictMapping rule, String key) {
		List<String> patterns = rule.texts(key);
		return (patterns.isEmpty() ? ALL : patterns).stream().map(Glob::new).toList();
	}

	private static @Nullable BigDecimal temperature(StrictMapping rule) {
		String text = rule.optional("max-temperature");
		try {
			return (text != null) ? new BigDecimal(text) : null;
		}
		catch (NumberFormatException ex) {
			throw rule.wrong("max-temperature", "must be a number, but is '" + text + "'.");
		}
	}

	private static <E extends Enum<E>> Set<E> words(StrictMapping rule, String key, Class<E> type,
			Function<E, String> word) {
		Set<E> found = EnumSet.noneOf(type);
		E[] known = type.getEnumConstants();
		for (String text : rule.texts(key)) {
			found.add(Arrays.stream(known).filter((one) -> word.apply(one).equals(text)).findFirst().orElseThrow(() -> {
				List<String> nearest = NearestNames.of(text, Arrays.stream(known).map(word).toList());
				return rule.wrong(key,
						"names '" + text + "', which is unknown. Did you mean " + String.join(" or ", nearest) + "?");
			}));
		}
		return Set.copyOf(found);
	}

}
