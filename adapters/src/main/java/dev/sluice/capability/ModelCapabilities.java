package dev.sluice.capability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.CatalogueException;
import dev.sluice.catalog.Model;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.TargetModel;

/**
 * Looks up what a model takes and refuses: what its dialect's newest models take, then
 * what its provider's quirks take away, then every matching rule of the capability files,
 * in their order.
 */
public final class ModelCapabilities {

	private static final String PATTERN = "classpath*:dev/sluice/capability/*.yaml";

	private static final int MOST = 4096;

	private final List<CapabilityRule> rules;

	private final Map<Key, Capabilities> known = new ConcurrentHashMap<>();

	ModelCapabilities(List<CapabilityRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * Reads the capability files on the class path, in the order of their names.
	 * @return the look-up
	 * @throws CatalogueException when one of them cannot be understood, with its line
	 */
	public static ModelCapabilities load() {
		try {
			List<Resource> files = new ArrayList<>(
					Arrays.asList(new PathMatchingResourcePatternResolver().getResources(PATTERN)));
			files.sort(Comparator.comparing((file) -> String.valueOf(file.getFilename())));
			List<CapabilityRule> rules = new ArrayList<>();
			for (Resource file : files) {
				rules.addAll(CapabilityFile.read(String.valueOf(file.getFilename()),
						file.getContentAsString(StandardCharsets.UTF_8)));
			}
			return new ModelCapabilities(rules);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The capability files on the class path cannot be read.", ex);
		}
	}

	/**
	 * What a model takes.
	 * @param provider who serves it
	 * @param dialect the dialect in which it is asked
	 * @param model the provider's name for it
	 * @param anthropicVersion the version that is sent along, or null
	 * @return its capabilities
	 */
	public Capabilities of(Provider provider, Dialect dialect, String model, @Nullable String anthropicVersion) {
		Key key = new Key(provider.name(), dialect, model, anthropicVersion);
		Capabilities found = this.known.get(key);
		if (found == null) {
			found = lookUp(provider, key);
			if (this.known.size() < MOST) {
				this.known.put(key, found);
			}
		}
		return found;
	}

	/**
	 * The model as codecs want to know it.
	 * @param provider who serves it
	 * @param dialect the dialect in which it is asked
	 * @param model the provider's name for it
	 * @param outputCap what the gateway allows the call, or -1
	 * @param anthropicVersion the version that is sent along, or null
	 * @return the model with its output limit and capabilities
	 */
	public TargetModel target(Provider provider, Dialect dialect, String model, long outputCap,
			@Nullable String anthropicVersion) {
		long output = -1;
		for (Model listed : provider.models()) {
			if (listed.id().equals(model)) {
				output = listed.outputTokens();
			}
		}
		return new TargetModel(model, output, outputCap, of(provider, dialect, model, anthropicVersion));
	}

	private Capabilities lookUp(Provider provider, Key key) {
		Capabilities capabilities = QuirkAbilities.without(Capabilities.of(key.dialect), provider.traits().quirks());
		// A router's model is known by the vendor's own name.
		String bare = key.model.substring(key.model.lastIndexOf('/') + 1);
		for (CapabilityRule rule : this.rules) {
			if (rule.matches(key.provider, key.dialect, key.model, key.version)
					|| rule.matches(key.provider, key.dialect, bare, key.version)) {
				capabilities = rule.over(capabilities);
			}
		}
		return capabilities;
	}

	private record Key(String provider, Dialect dialect, String model, @Nullable String version) {
	}

}
