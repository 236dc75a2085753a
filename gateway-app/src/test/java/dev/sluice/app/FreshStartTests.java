package dev.sluice.app;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged gateway, started in an empty folder as README says. */
@Tag("packaged")
@Timeout(90)
class FreshStartTests {

	private static final Pattern CURL = Pattern
		.compile("\\s*curl -N (\\S+) -H \"(.+?): (.+?)\" -H '(.+?): (.+?)' -d '(.+)'");

	@TempDir
	Path folder;

	private Process process;

	@AfterEach
	void stop() throws InterruptedException {
		this.process.destroy();
		assertThat(this.process.waitFor(20, TimeUnit.SECONDS)).as("the process stops when it is told to").isTrue();
	}

	@Test
	void greetsShortlyWithKeyVariablesAndACurlThatStreams() throws Exception {
		List<String> printed = start("OPENAI_API_KEY", "SERVER_PORT=0\nSLUICE_MANAGEMENT_PORT=0\n");
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
		assertThat(PlainHttp.json(PlainHttp.get(url + "/health")).path("status").asString()).isEqualTo("healthy");
		assertStreams(printed.get(line(printed, "curl -N")));
	}

	/** Does what the printed line does, and looks at when the words come. */
	private static void assertStreams(String curl) throws Exception {
		Matcher parts = CURL.matcher(curl);
		assertThat(parts.matches()).as(curl).isTrue();
		HttpRequest request = HttpRequest.newBuilder(URI.create(parts.group(1)))
			.timeout(Duration.ofSeconds(20))
			.header(parts.group(2), parts.group(3))
			.header(parts.group(4), parts.group(5))
			.POST(HttpRequest.BodyPublishers.ofString(parts.group(6)))
			.build();
		HttpResponse<Stream<String>> response = HttpClient.newHttpClient()
			.send(request, HttpResponse.BodyHandlers.ofLines());
		assertThat(response.statusCode()).isEqualTo(200);
		List<Long> arrivals = new ArrayList<>();
		try (Stream<String> lines = response.body()) {
			lines.filter((line) -> line.contains("\"content\"")).forEach((line) -> {
				assertThat(line).startsWith("data: {");
				arrivals.add(System.nanoTime());
			});
		}
		assertThat(arrivals).hasSizeGreaterThan(10);
		assertThat(arrivals.get(arrivals.size() - 1) - arrivals.get(0))
			.as("nanoseconds for %d words, half of them at reading speed", arrivals.size())
			.isGreaterThan(TimeUnit.MILLISECONDS.toNanos(33) * arrivals.size() / 2);
	}

	@Test
	void readsTheEnvFileOfItsFolder() throws Exception {
		int port = FreePort.next();
		List<String> printed = start("Providers:",
				"SERVER_PORT=" + port + "\nSLUICE_MANAGEMENT_PORT=0\nOPENAI_API_KEY=k\n"
						+ "SLUICE_ADMIN_KEY=0123456789-0123456789-0123456789\n");
		assertThat(printed).anySatisfy((line) -> assertThat(line).endsWith("ready at http://127.0.0.1:" + port))
			.anySatisfy((line) -> assertThat(line).contains("Providers: openai."))
			.anySatisfy((line) -> assertThat(line).contains("\"Authorization: Bearer $SLUICE_ADMIN_KEY\""))
			.noneSatisfy((line) -> assertThat(line).contains("0123456789-"));
	}

	/** What is printed up to the line behind which nothing of interest comes. */
	private List<String> start(String last, String dotEnv) throws IOException {
		String jar = System.getProperty("sluice.jar");
		assertThat(jar).as("the packaged gateway; these tests run behind the phase package").isNotNull();
		Files.writeString(this.folder.resolve(".env"), dotEnv);
		ProcessBuilder builder = new ProcessBuilder(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar", jar)
			.directory(this.folder.toFile())
			.redirectErrorStream(true);
		builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR", "SystemRoot"));
		this.process = builder.start();
		BufferedReader reader = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
		List<String> lines = new ArrayList<>();
		String line = reader.readLine();
		while (line != null) {
			lines.add(line);
			line = line.contains(last) ? null : reader.readLine();
		}
		return lines;
	}

	private static int line(List<String> lines, String text) {
		for (int index = 0; index < lines.size(); index++) {
			if (lines.get(index).contains(text)) {
				return index;
			}
		}
		throw new AssertionError("no line with '" + text + "' in " + lines);
	}

}
