package dev.sluice.catalog;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/** Reads what is particular about the provider of one catalogue file. */
final class TraitsReader {

	/** The keys of a file that are read here. */
	static final Set<String> KEYS = Set.of("assumed", "paths", "settings", "quirks", "lists-models");

	private static final Set<String> SETTING_KEYS = Set.of("name", "env", "default", "default-base-url", "optional");

	private final StrictMapping file;

	TraitsReader(StrictMapping file) {
		this.file = file;
	}

	ProviderTraits traits() {
		return new ProviderTraits(this.file.flag("assumed"), paths(), Map.of(),
				ProviderWords.quirks(this.file.texts("quirks"), (text) -> this.file.wrong("quirks", text)), listing(),
				ModelSelection.ALL, null);
	}

	List<SettingEntry> settings() {
		return this.file.mappings("settings", SETTING_KEYS)
			.stream()
			.map((setting) -> new SettingEntry(setting.text("name"), List.copyOf(setting.texts("env")),
					setting.optional("default"), setting.optional("default-base-url"), setting.flag("optional")))
			.toList();
	}

	private ModelListing listing() {
		@Nullable String listing = this.file.optional("lists-models");
		return (listing != null) ? ProviderWords.listing(listing, (text) -> this.file.wrong("lists-models", text))
				: ModelListing.NONE;
	}

	private Map<Dialect, String> paths() {
		StrictMapping paths = this.file.mapping("paths", Set.copyOf(ProviderWords.dialectIds()));
		if (paths == null) {
			return Map.of();
		}
		Map<Dialect, String> table = new EnumMap<>(Dialect.class);
		for (String id : paths.keys()) {
			String path = paths.text(id);
			if (!path.startsWith("/") || path.endsWith("/") || path.contains("//") || path.contains("?")) {
				throw paths.wrong(id, "must be a path such as /chat/completions, but is '" + path + "'.");
			}
			Dialect dialect = Dialect.byId(id);
			if (dialect != null) {
				table.put(dialect, path);
			}
		}
		return Map.copyOf(table);
	}

}
