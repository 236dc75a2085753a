package dev.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RouteCheckTests {

	private static final String GOOD = "routes:\n  - id: x\n    uri: ai://auto\n    predicates: [ AiModel=a ]\n";

	@TempDir
	Path home;

	private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

	@Test
	void printsEveryProblemAndEndsWithOne() throws IOException {
		Path file = Files.writeString(this.home.resolve("team.yaml"), GOOD.replace("AiModel", "AiModle") + "x: 1\n");
		assertThat(check(file)).isEqualTo(1);
		assertThat(printed()).contains(file + ":4:19: unknown predicate 'AiModle'", file + ":5:1: unknown key 'x'");
	}

	@Test
	void saysValidOfTheExamplesAndEndsWithZero() {
		assertThat(check(Path.of("../docs/examples/routes"))).isZero();
		assertThat(printed()).isEqualToIgnoringNewLines("valid");
	}

	@Test
	void judgesTheCureOfAFileThatWouldRefuseTheStart() throws IOException {
		Path folder = Files.createDirectories(this.home.resolve("config/routes"));
		Files.writeString(folder.resolve("team.yaml"), "broken: true");
		Path cure = Files.writeString(this.home.resolve("team.yaml"), GOOD);
		assertThat(check(cure)).isZero();
	}

	@Test
	void opensNoPort() throws IOException {
		Path file = Files.writeString(this.home.resolve("team.yaml"), GOOD);
		try (ServerSocket taken = taken(); ServerSocket alsoTaken = taken()) {
			assertThat(check(file, "--server.port=" + taken.getLocalPort(),
					"--management.server.port=" + alsoTaken.getLocalPort()))
				.isZero();
		}
	}

	@Test
	void namesAFileThatIsNotThere() {
		assertThat(check(this.home.resolve("nothing.yaml"))).isEqualTo(1);
		assertThat(printed()).contains("nothing.yaml:1:1: there is no such file or folder");
	}

	private static ServerSocket taken() throws IOException {
		return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
	}

	private int check(Path path, String... more) {
		String[] args = new String[more.length + 2];
		System.arraycopy(more, 0, args, 2, more.length);
		args[0] = "--sluice.check=" + path;
		args[1] = "--sluice.home=" + this.home;
		assertThat(RouteCheck.isAskedFor(args)).isTrue();
		return new RouteCheck(new PrintStream(this.printed, true, StandardCharsets.UTF_8)).run(args);
	}

	private String printed() {
		return this.printed.toString(StandardCharsets.UTF_8);
	}

}
