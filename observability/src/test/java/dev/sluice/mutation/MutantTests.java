package dev.sluice.mutation;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults that no tool makes by itself, above all in SQL: each must fail a test. The list
 * is {@code mutants.txt}; run it with {@code -Pmutation}.
 */
@Tag("mutation")
@Timeout(300)
class MutantTests {

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
		TestExecutionSummary summary = run(mutant);
		assertThat(summary.getTestsFoundCount()).isPositive();
		assertThat(summary.getTotalFailureCount()).as("no test notices %s", mutant).isPositive();
	}

	@Test
	void withoutAFaultNoneFails() throws Exception {
		List<String> tests = mutants().stream().flatMap((mutant) -> mutant.tests().stream()).distinct().toList();
		Mutant first = mutants().get(0);
		Mutant none = new Mutant(first.file(), tests, first.from(), first.from());
		TestExecutionSummary summary = run(none);
		summary.printFailuresTo(new PrintWriter(System.err));
		assertThat(summary.getTotalFailureCount()).isZero();
	}

	private TestExecutionSummary run(Mutant mutant) throws Exception {
		System.setProperty("test.stores", "H2_FILE");
		Thread thread = Thread.currentThread();
		ClassLoader before = thread.getContextClassLoader();
		try (MutantLoader loader = MutantLoader.of(mutant, this.folder)) {
			thread.setContextClassLoader(loader);
			SummaryGeneratingListener listener = new SummaryGeneratingListener();
			LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
			for (String test : mutant.tests()) {
				request.selectors(DiscoverySelectors.selectClass(loader, test));
			}
			LauncherFactory.create().execute(request.build(), listener);
			return listener.getSummary();
		}
		finally {
			thread.setContextClassLoader(before);
			System.clearProperty("test.stores");
		}
	}

}
