package dev.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DotEnvFileTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = { "A=b|b", "A = b |b", "export A=b|b", "A=\"b c\"|b c",
			"A='b # c'|b # c", "A=b # remark|b", "A=b#c|b#c", "A=x=y|x=y", "A=\"|\"" })
	void readsValues(String line, String value) {
		assertThat(DotEnvFile.parse(List.of("# remark", "", line))).isEqualTo(Map.of("A", value));
	}

	@Test
	void takesTheLastOfTwoLinesAndAnEmptyValue() {
		assertThat(DotEnvFile.parse(List.of("A=1", "A=2", "B="))).isEqualTo(Map.of("A", "2", "B", ""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "no equals sign", "=value", "1A=b", "A B=c", "A-B=c" })
	void refusesOtherLinesByNumberWithoutRepeatingThem(String line) {
		assertThatIllegalStateException().isThrownBy(() -> DotEnvFile.parse(List.of("OK=1", line)))
			.withMessage(".env:2: expected NAME=VALUE, one per line.");
	}

	@Test
	void countsAsEnvironmentVariables() throws IOException {
		StandardEnvironment environment = read("SERVER_PORT=18099\nOPENAI_API_KEY=k\n", Map.of());
		environment.getPropertySources().addLast(new MapPropertySource("application.yml", Map.of("server.port", "1")));
		assertThat(Binder.get(environment).bind("server.port", Integer.class).get()).isEqualTo(18099);
		assertThat(environment.getProperty("OPENAI_API_KEY")).isEqualTo("k");
	}

	@Test
	void yieldsToRealVariables() throws IOException {
		StandardEnvironment environment = read("A=file\nB=file\n", Map.of("A", "real"));
		assertThat(environment.getProperty("A")).isEqualTo("real");
		assertThat(environment.getProperty("B")).isEqualTo("file");
	}

	@Test
	void changesNothingWhenThereIsNone() {
		StandardEnvironment environment = new StandardEnvironment();
		Map<String, Object> before = new HashMap<>(environment.getSystemEnvironment());
		new DotEnvFile(this.folder.resolve(".env")).postProcessEnvironment(environment, new SpringApplication());
		assertThat(environment.getSystemEnvironment()).isEqualTo(before);
	}

	@Test
	void refusesWhatIsTooLargeToBeOne() {
		assertThatIllegalStateException().isThrownBy(() -> read("A=" + "x".repeat(65 * 1024), Map.of()))
			.withMessageContaining("larger than 64 KiB");
	}

	private StandardEnvironment read(String text, Map<String, Object> real) throws IOException {
		Path file = Files.writeString(this.folder.resolve(".env"), text);
		StandardEnvironment environment = new StandardEnvironment() {

			@Override
			public Map<String, Object> getSystemEnvironment() {
				return real;
			}

		};
		new DotEnvFile(file).postProcessEnvironment(environment, new SpringApplication());
		return environment;
	}

}
