package dev.sluice.app.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.TestReporter;

/** Keeps what proofs have measured: told to the test's listeners, and added to a file. */
public final class Figures {

	private static final Path FILE = Path.of("target", "figures.txt");

	private Figures() {
	}

	/**
	 * Keeps one figure.
	 * @param report tells the listeners of the test
	 * @param name what was measured
	 * @param text what came out
	 */
	public static void note(TestReporter report, String name, String text) {
		report.publishEntry(name, text);
		try {
			Files.createDirectories(FILE.getParent());
			Files.writeString(FILE, Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + name + ": " + text + "\n",
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
