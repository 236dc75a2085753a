package dev.sluice.app.config;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.sluice.app.GeneratedFile;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationReferenceTests {

	@Test
	void describesEverySetting() {
		assertThat(SettingsCatalogue.read()).isNotEmpty()
			.allSatisfy((setting) -> assertThat(setting.description()).as(setting.name()).isNotBlank());
	}

	@Test
	void isUpToDate() throws IOException {
		GeneratedFile.assertPartUpToDate("configuration.md", sections() + variables());
	}

	private static String sections() {
		Map<String, List<Setting>> sections = SettingsCatalogue.read()
			.stream()
			.collect(Collectors.groupingBy(ConfigurationReferenceTests::section, TreeMap::new, Collectors.toList()));
		return sections.entrySet()
			.stream()
			.map((section) -> section.getValue()
				.stream()
				.map(ConfigurationReferenceTests::row)
				.collect(
						Collectors.joining("",
								"## `" + section.getKey()
										+ "`\n\n| Property | Type | Default | Meaning |\n|---|---|---|---|\n",
								"\n")))
			.collect(Collectors.joining());
	}

	private static String section(Setting setting) {
		String[] parts = setting.name().split("\\.");
		return (parts.length > 2) ? parts[0] + "." + parts[1] : parts[0];
	}

	private static String row(Setting setting) {
		return "| `%s` | %s | %s | %s |\n".formatted(setting.name(), type(setting.type()),
				value(setting.defaultValue()), meaning(setting.description()));
	}

	private static String type(String type) {
		String simple = type.replaceAll("[\\w.]*[.$](\\w+)", "$1").replace(",", ", ");
		return switch (simple) {
			case "Boolean" -> "true or false";
			case "Integer", "Long" -> "number";
			case "String" -> "text";
			case "Duration" -> "duration";
			case "DataSize" -> "size";
			case "Path" -> "path";
			case "List<String>" -> "list of texts";
			default -> simple.startsWith("List<") ? "list" : simple.startsWith("Map<") ? "map by name" : "word";
		};
	}

	private static String value(Object value) {
		if (value == null || value.toString().isEmpty()) {
			return "";
		}
		String text = value.toString().replaceAll("^\\[(.*)]$", "$1");
		return "`" + text + "`";
	}

	private static String meaning(String description) {
		String text = description.replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|").replaceAll("\\s+", " ");
		String sentence = Character.toUpperCase(text.charAt(0)) + text.substring(1);
		return sentence.endsWith(".") ? sentence : sentence + ".";
	}

	private static String variables() {
		return Stream.of(EnvironmentName.values())
			.map((name) -> "| `" + name + "` | " + name.meaning() + " |\n")
			.collect(Collectors.joining("", "## Variables of their own\n\n| Variable | Meaning |\n|---|---|\n", ""));
	}

}
