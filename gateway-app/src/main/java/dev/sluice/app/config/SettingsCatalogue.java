package dev.sluice.app.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Reads the settings of this application from the metadata in our jars. */
final class SettingsCatalogue {

	private static final String METADATA = "classpath*:META-INF/spring-configuration-metadata.json";

	private SettingsCatalogue() {
	}

	/**
	 * All settings that begin with {@code sluice.}.
	 * @return in the order of their names
	 */
	static Collection<Setting> read() {
		TreeMap<String, Setting> settings = new TreeMap<>();
		try {
			for (Resource resource : new PathMatchingResourcePatternResolver().getResources(METADATA)) {
				String text = resource.getContentAsString(StandardCharsets.UTF_8);
				// Most jars are not ours, and parsing them all would slow every start.
				if (text.contains("\"sluice.")) {
					add(JsonMapper.shared().readTree(text), settings);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The configuration metadata on the class path cannot be read", ex);
		}
		return settings.values();
	}

	private static void add(JsonNode metadata, TreeMap<String, Setting> settings) {
		for (JsonNode property : metadata.path("properties")) {
			JsonNode value = property.path("defaultValue");
			Setting setting = new Setting(property.path("name").asString(),
					property.path("type").asString("java.lang.String"), property.path("description").asString(""),
					value.isMissingNode() ? null : JsonMapper.shared().treeToValue(value, Object.class));
			if (setting.ours()) {
				settings.merge(setting.name(), setting, SettingsCatalogue::clearer);
			}
		}
	}

	/** Two jars may know the same setting; the one that says more is shown. */
	private static Setting clearer(Setting one, Setting other) {
		return (one.description().length() >= other.description().length()) ? one : other;
	}

}
