package dev.sluice.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.app.audit.Figures;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds, journal and ledger of one call cost the processor. Asked for by a property:
 * beside other tests the figure says nothing.
 */
@EnabledIfSystemProperty(named = "proof", matches = "true")
class BudgetCostTests {

	private static final int ROUNDS = Integer.getInteger("proof.rounds", 12);

	private static final double POSTGRESQL_BAR = 16;

	/** The embedded database works in the same process; documented, not promised. */
	private static final double H2_BAR = 60;

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	@Timeout(240)
	void holdJournalSettleAndBookingOfACallTakeLittleOfTheProcessor(TestStore store, TestReporter report)
			throws Exception {
		List<String> lines = run(store.url(this.folder));
		lines.forEach((line) -> Figures.note(report, "cost with " + store + ", µs", line));
		double[] micros = lines.stream().mapToDouble((line) -> Double.parseDouble(line.split(" ")[2])).toArray();
		assertThat(micros).as("rounds").hasSize(ROUNDS);
		assertThat(usual(micros)).as("of %s", lines)
			.isLessThanOrEqualTo((store == TestStore.POSTGRESQL) ? POSTGRESQL_BAR : H2_BAR);
	}

	/** The median of the later half, when all is compiled. */
	private static double usual(double[] micros) {
		double[] later = Arrays.copyOfRange(micros, micros.length / 2, micros.length);
		Arrays.sort(later);
		return later[later.length / 2];
	}

	private List<String> run(String url) throws IOException, InterruptedException {
		Path output = this.folder.resolve("output.log");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:+UseSerialGC", "-Xmx512m", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				BudgetCost.class.getName(), url, Integer.toString(ROUNDS))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(200, TimeUnit.SECONDS)).as("it ends").isTrue();
			return Files.readAllLines(output, StandardCharsets.UTF_8)
				.stream()
				.filter((line) -> line.startsWith("COST "))
				.toList();
		}
		finally {
			process.destroyForcibly();
		}
	}

}
