package dev.sluice.ledger.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the journal costs the thread that appends. The bound is loose, because machines
 * that build are busy; the figures are reported.
 */
@Timeout(120)
class AppendCostTests {

	@TempDir
	Path folder;

	@Test
	void anAttemptCostsAFewMicrosecondsAndHardlyAnyMemory(TestReporter report) throws Exception {
		String[] cost = run().split(" ");
		report.publishEntry("nanoseconds of CPU, bytes, longest pause in microseconds", String.join(", ", cost));
		assertThat(Long.parseLong(cost[1])).as("nanoseconds").isLessThan(20_000);
		assertThat(Long.parseLong(cost[2])).as("bytes").isLessThan(200);
	}

	private String run() throws IOException, InterruptedException {
		File output = this.folder.resolve("output").toFile();
		Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
				AppendCost.class.getName(), Files.createDirectory(this.folder.resolve("journal")).toString())
			.redirectErrorStream(true)
			.redirectOutput(output)
			.start();
		try {
			assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("it ends").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		List<String> lines = Files.readAllLines(output.toPath());
		return lines.stream()
			.filter((line) -> line.startsWith("COST "))
			.findFirst()
			.orElseThrow(() -> new AssertionError(String.join("\n", lines)));
	}

}
