package dev.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTests {

	/** What Spring Boot writes, with a stack trace, when nothing explains the failure. */
	private static final String TRACED = "Application run failed";

	@TempDir
	Path home;

	@Test
	void refusesOpenModeBeyondThisMachine(CapturedOutput output) {
		refused("SLUICE_AUTH=open", "server.address=0.0.0.0");
		assertThat(output).contains("not bound to a loopback address", "remove SLUICE_AUTH=open")
			.doesNotContain(TRACED);
	}

	@Test
	void refusesAShortAdminKeyBeyondThisMachine(CapturedOutput output) {
		refused("SLUICE_ADMIN_KEY=short-and-secret", "server.address=0.0.0.0");
		assertThat(output).contains("fewer than 32 characters", "Set SLUICE_ADMIN_KEY")
			.doesNotContain("short-and-secret");
	}

	@Test
	void refusesABrokenRouteFileAndNamesThePlace(CapturedOutput output) throws IOException {
		Path folder = Files.createDirectories(this.home.resolve("config/routes"));
		Files.writeString(folder.resolve("team.yaml"), "routes:\n  - id: x\n    url: ai://auto\n");
		refused();
		assertThat(output).contains("team.yaml:3:5: unknown key 'url'").doesNotContain(TRACED);
	}

	@Test
	void refusesSettingsThatDoNotExistAndNamesTheNearest(CapturedOutput output) {
		refused("sluice.upstream.conect-timeout=3s", "sluice.routs.watch=false");
		assertThat(output).contains("sluice.upstream.conect-timeout", "did you mean sluice.upstream.connect-timeout?",
				"did you mean sluice.routes.watch?");
	}

	private void refused(String... properties) {
		String[] args = Stream
			.concat(Stream.of("server.port=0", "management.server.port=0", "sluice.home=" + this.home),
					Stream.of(properties))
			.map((property) -> "--" + property)
			.toArray(String[]::new);
		assertThatException().isThrownBy(() -> new SpringApplicationBuilder(SluiceApplication.class).run(args).close());
	}

}
