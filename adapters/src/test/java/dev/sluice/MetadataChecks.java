package dev.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks what an operator's editor shows about configuration properties. */
public final class MetadataChecks {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private MetadataChecks() {
	}

	/**
	 * Fails when a property under {@code sluice} on the class path has no description.
	 */
	public static void everyPropertyIsDescribed() {
		List<String> silent = new ArrayList<>();
		for (JsonNode metadata : metadata()) {
			for (JsonNode property : metadata.path("properties")) {
				String name = property.path("name").asString("");
				if (name.startsWith("sluice.") && property.path("description").asString("").isBlank()) {
					silent.add(name);
				}
			}
		}
		assertThat(silent).as("properties without a description; write Javadoc on the field or record component")
			.isEmpty();
	}

	private static List<JsonNode> metadata() {
		List<JsonNode> all = new ArrayList<>();
		try {
			for (URL url : Collections.list(MetadataChecks.class.getClassLoader().getResources(METADATA))) {
				try (InputStream in = url.openStream()) {
					all.add(JsonMapper.shared().readTree(in));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return all;
	}

}
