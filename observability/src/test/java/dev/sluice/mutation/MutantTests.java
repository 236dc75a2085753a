package dev.sluice.mutation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults that no tool makes by itself, above all in SQL: each must fail a test. The list
 * is {@code mutants.txt}; run it with {@code -Pmutation}.
 */
@Tag("mutation")
@Timeout(300)
class MutantTests {

	private static final Logger logger = LoggerFactory.getLogger(MutantTests.class);

	@TempDir
	Path folder;

	static List<Mutant> mutants() throws IOException {
		String wanted = System.getProperty("mutants", "");
		return Mutant.of(Files.readAllLines(Path.of("src/test/resources/dev/sluice/mutation/mutants.txt")))
			.stream()
			.filter((mutant) -> mutant.toString().contains(wanted))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("mutants")
	void failsATest(Mutant mutant) throws Exception {
		long failures = failures(mutant, false);
		logger.info("{}: {}", (failures > 0) ? "noticed" : "SURVIVED", mutant);
		assertThat(failures).as("no test notices %s", mutant).isPositive();
	}

	@Test
	void withoutAFaultNoneFails() throws Exception {
		List<String> tests = mutants().stream().flatMap((mutant) -> mutant.tests().stream()).distinct().toList();
		Mutant first = mutants().get(0);
		assertThat(failures(new Mutant(first.file(), tests, first.from(), first.from()), true)).isZero();
	}

	/** Runs the tests, one class after the other, until one fails. */
	private long failures(Mutant mutant, boolean told) throws Exception {
		System.setProperty("test.stores", "H2_FILE");
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (MutantLoader loader = MutantLoader.of(mutant, this.folder)) {
			thread.setContextClassLoader(loader);
			long failures = 0;
			for (String test : mutant.tests()) {
				TestExecutionSummary summary = run(loader, test);
				assertThat(summary.getTestsFoundCount()).as(test).isPositive();
				if (told) {
					summary.printFailuresTo(new PrintWriter(System.err));
				}
				failures = summary.getTotalFailureCount();
				if (failures > 0) {
					break;
				}
			}
			return failures;
		}
		finally {
			thread.setContextClassLoader(before);
			System.clearProperty("test.stores");
		}
	}

	private static TestExecutionSummary run(ClassLoader loader, String test) {
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request()
				.selectors(DiscoverySelectors.selectClass(loader, test))
				.build(), listener);
		return listener.getSummary();
	}

}
