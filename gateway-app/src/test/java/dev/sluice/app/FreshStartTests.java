package dev.sluice.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway as a process of its own, in an empty folder. */
@Timeout(90)
class FreshStartTests {

	@TempDir
	Path folder;

	@Test
	void greetsShortlyWithKeyCurlAndVariables() throws Exception {
		List<String> printed = start("Set", "SERVER_PORT=0\nSLUICE_MANAGEMENT_PORT=0\n");
		int banner = line(printed, "Sluice is ready at http://127.0.0.1:");
		assertThat(printed.subList(0, banner).stream().filter((line) -> !line.isBlank()).count())
			.isLessThanOrEqualTo(10);
		String key = printed.get(line(printed, "Your key")).replaceAll(".*:\\s+", "");
		String url = printed.get(banner).replaceAll(".* ready at ", "");
		assertThat(url).doesNotEndWith(":0");
		assertThat(printed.get(line(printed, "curl -N"))).contains(url + "/v1/chat/completions",
				"-H \"Authorization: Bearer " + key + "\"");
		assertThat(printed.get(printed.size() - 1)).contains("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OLLAMA_HOST")
			.doesNotContain("OLLAMA_API_KEY");
	}

	@Test
	void readsTheEnvFileOfItsFolder() throws Exception {
		int port = freePort();
		List<String> printed = start("Providers",
				"SERVER_PORT=" + port + "\nSLUICE_MANAGEMENT_PORT=0\nOPENAI_API_KEY=k\n"
						+ "SLUICE_ADMIN_KEY=0123456789-0123456789-0123456789\n");
		assertThat(printed).anySatisfy((line) -> assertThat(line).endsWith("ready at http://127.0.0.1:" + port))
			.anySatisfy((line) -> assertThat(line).contains("Providers: openai."))
			.anySatisfy((line) -> assertThat(line).contains("\"Authorization: Bearer $SLUICE_ADMIN_KEY\""))
			.noneSatisfy((line) -> assertThat(line).contains("0123456789-"));
	}

	/** What is printed up to the line behind which nothing of interest comes. */
	private List<String> start(String kind, String dotEnv) throws IOException, InterruptedException {
		Files.writeString(this.folder.resolve(".env"), dotEnv);
		String end = kind.equals("Providers") ? "Providers:" : "OPENAI_API_KEY";
		ProcessBuilder builder = new ProcessBuilder(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
				"-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				SluiceApplication.class.getName())
			.directory(this.folder.toFile())
			.redirectErrorStream(true);
		builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "SystemRoot"));
		Process process = builder.start();
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			List<String> lines = new ArrayList<>();
			String line = reader.readLine();
			while (line != null) {
				lines.add(line);
				line = line.contains(end) ? null : reader.readLine();
			}
			return lines;
		}
		finally {
			process.destroy();
			assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
		}
	}

	private static int line(List<String> lines, String text) {
		for (int index = 0; index < lines.size(); index++) {
			if (lines.get(index).contains(text)) {
				return index;
			}
		}
		throw new AssertionError("no line with '" + text + "' in " + lines);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
