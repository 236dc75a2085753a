package dev.sluice.catalog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.sluice.call.Dialect;

/** Reads one catalogue file and refuses whatever it does not understand. */
final class ProviderEntryReader {

	private static final Set<String> KEYS = Set.of("name", "type", "tier", "base-url", "base-url-env", "trim", "auth",
			"key-env", "keyless", "dialects", "price-source", "price-date", "models");

	private static final Set<String> MODEL_KEYS = Set.of("id", "display-name", "context", "output", "capabilities",
			"prices");

	private final StrictMapping file;

	private ProviderEntryReader(StrictMapping file) {
		this.file = file;
	}

	static ProviderEntry read(String file, String yaml) {
		return new ProviderEntryReader(StrictMapping.read(file, yaml, allKeys())).entry();
	}

	private static Set<String> allKeys() {
		Set<String> keys = new HashSet<>(KEYS);
		keys.addAll(TraitsReader.KEYS);
		return keys;
	}

	private ProviderEntry entry() {
		TraitsReader traits = new TraitsReader(this.file);
		return new ProviderEntry(name(), this.file.text("type"), this.file.text("base-url"),
				ProviderWords.tier(this.file.text("tier"), (text) -> this.file.wrong("tier", text)),
				ProviderWords.auth(this.file.text("auth"), (text) -> this.file.wrong("auth", text)),
				List.copyOf(this.file.texts("key-env")), List.copyOf(this.file.texts("base-url-env")),
				this.file.optional("trim"), this.file.flag("keyless"), dialects(), models(), traits.settings(),
				traits.traits());
	}

	private String name() {
		String name = this.file.text("name");
		if (!ProviderName.isValid(name)) {
			throw this.file.wrong("name", ProviderName.RULE);
		}
		return name;
	}

	private Set<Dialect> dialects() {
		return ProviderWords.dialects(this.file.texts("dialects"), (text) -> this.file.wrong("dialects", text));
	}

	private List<Model> models() {
		List<Model> models = new ArrayList<>();
		Set<String> ids = new HashSet<>();
		for (StrictMapping model : this.file.mappings("models", MODEL_KEYS)) {
			models.add(model(model));
			if (!ids.add(model.text("id"))) {
				throw model.wrong("id", "'" + model.text("id") + "' stands here twice. Keep one of them.");
			}
		}
		return List.copyOf(models);
	}

	private Model model(StrictMapping model) {
		StrictMapping prices = model.mapping("prices", PriceReader.KEYS);
		return new Model(model.text("id"), model.optional("display-name"), model.number("context", -1),
				model.number("output", -1), Set.copyOf(model.texts("capabilities")),
				(prices != null) ? new PriceReader(this.file, prices).read() : List.of());
	}

}
