package dev.sluice.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Loads every catalogue file on the class path and applies environment and operator. */
final class CatalogueFiles {

	private static final String PATTERN = "classpath*:dev/sluice/catalog/*.yaml";

	private CatalogueFiles() {
	}

	/**
	 * Builds the catalogue's providers.
	 * @param environment looks up environment variables
	 * @param operator what is set under {@code sluice.providers}, by name
	 * @return a builder that holds them, in order of their names
	 */
	static CatalogueBuilder load(Function<String, @Nullable String> environment,
			Map<String, ProviderProperties> operator) {
		Map<String, ProviderEntry> entries = read();
		operator.forEach((name, set) -> entries.compute(name, (same, entry) -> apply(name, entry, set)));
		CatalogueBuilder builder = new CatalogueBuilder();
		for (ProviderEntry entry : entries.values()) {
			ProviderSettings settings = new ProviderSettings(environment, entry, operator.get(entry.name()));
			builder.add(settings.provider(), settings.key());
		}
		return builder;
	}

	private static @Nullable ProviderEntry apply(String name, @Nullable ProviderEntry entry, ProviderProperties set) {
		if (Boolean.FALSE.equals(set.enabled())) {
			return null;
		}
		OperatorChoice choice = new OperatorChoice(name, set);
		return (entry != null) ? choice.over(entry) : choice.alone();
	}

	private static Map<String, ProviderEntry> read() {
		Map<String, ProviderEntry> entries = new TreeMap<>();
		try {
			for (Resource file : new PathMatchingResourcePatternResolver().getResources(PATTERN)) {
				String name = String.valueOf(file.getFilename());
				ProviderEntry entry = ProviderEntryReader.read(name, file.getContentAsString(StandardCharsets.UTF_8));
				if (entries.put(entry.name(), entry) != null) {
					throw new CatalogueException(
							name + ": provider '" + entry.name() + "' stands in two files. Keep one of them.");
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The catalogue on the class path cannot be read.", ex);
		}
		return entries;
	}

}
