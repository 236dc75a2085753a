package dev.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks what Boot and an operator's editor read of the jars. */
public final class MetadataChecks {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

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

	/**
	 * Fails when an auto-configuration is not listed for Boot to find, or a list names
	 * none or is not sorted.
	 * @param classes all classes under {@code dev.sluice} on the class path
	 */
	public static void everyAutoConfigurationIsListed(JavaClasses classes) {
		List<String> listed = new ArrayList<>();
		for (URL url : resources(IMPORTS)) {
			List<String> lines = read(url).lines().filter((line) -> line.startsWith("dev.sluice.")).toList();
			assertThat(lines).as(url.toString()).isSorted();
			listed.addAll(lines);
		}
		assertThat(listed).as("lines of " + IMPORTS)
			.containsExactlyInAnyOrderElementsOf(classes.stream()
				.filter((type) -> type.isAnnotatedWith(AutoConfiguration.class))
				.map(JavaClass::getFullName)
				.toList());
	}

	private static List<JsonNode> metadata() {
		return resources(METADATA).stream().map((url) -> JsonMapper.shared().readTree(read(url))).toList();
	}

	private static List<URL> resources(String name) {
		try {
			return Collections.list(MetadataChecks.class.getClassLoader().getResources(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(URL url) {
		try (InputStream in = url.openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
