package dev.sluice.declare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ExampleRoutesTests {

	private static final Path EXAMPLES = Path.of("../docs/examples/routes");

	@TempDir
	Path home;

	@Test
	void areValidAloneAndTogether() {
		RouteContexts.in(this.home).run((context) -> {
			RouteFileCheck check = context.getBean(RouteFileCheck.class);
			List<Path> files = files();
			assertThat(files).hasSizeGreaterThanOrEqualTo(3);
			assertThat(files).allSatisfy((file) -> assertThat(check.check(file)).isEmpty());
			assertThat(check.check(EXAMPLES)).isEmpty();
		});
	}

	private static List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(EXAMPLES)) {
			return files.toList();
		}
	}

}
